import { describe, expect, it } from 'vitest'
import { renderMarkdown } from './markdown.ts'
import { html, plain } from './markup.ts'

describe('markup', () => {
  it('escapes every text it is given, in content and in attributes', () => {
    const hostile = `"><script>alert('x')</script>&`
    expect(html`<a title="${hostile}">${hostile}</a>`.markup).toBe(
      '<a title="&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;">' +
        '&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;</a>',
    )
  })

  it('nests its own markup and leaves out what is absent', () => {
    expect(html`<p>${[html`<b>${1}</b>`, null, false, undefined]}</p>`.markup).toBe(
      '<p><b>1</b></p>',
    )
  })

  it('drops control characters, direction overrides and broken surrogates, and keeps emoji', () => {
    expect(plain('a\u0000\u001b[31m\u202eb\ud800 🙂\n')).toBe('a[31mb 🙂\n')
  })
})

describe('definitions in Markdown', () => {
  it('knows paragraphs, lists, strong and code', () => {
    const written = renderMarkdown('One\nline.\n\n- **Open** is `a < b`\n- two\n  lines').markup
    expect(written.replaceAll(/\s+/g, ' ')).toContain('<p>One line.</p>')
    expect(written).toContain('<strong>Open</strong> is <code>a &lt; b</code>')
    expect(written.replaceAll(/\s+/g, ' ')).toContain('<li>two lines</li>')
  })

  it('has no raw HTML and no links', () => {
    const written = renderMarkdown('<img src=x onerror=alert(1)> [a](javascript:alert(1))').markup
    expect(written).not.toMatch(/<img|<a /)
  })
})
