import { DARK, FACES, LIGHT, SIZES } from './theme.ts'
import type { Palette } from './theme.ts'

/**
 * The one stylesheet of every page: tokens, page frame, briefing, report, print. Hairlines and space
 * instead of boxes; left-aligned text, right-aligned figures; phone first in reading order.
 */
export function stylesheet(): string {
  return [tokens(), FRAME, BRIEFING, TABLES, REPORT, NARROW, PRINT].join('\n')
}

function tokens(): string {
  return `
:root { color-scheme: light dark; ${variables(LIGHT)} }
@media (prefers-color-scheme: dark) { :root { ${variables(DARK)} } }
@media print { :root { color-scheme: light; ${variables(LIGHT)} --paper: #fff; } }`
}

function variables(palette: Palette): string {
  return Object.entries(palette)
    .map(([name, colour]) => `--${name}: ${colour};`)
    .join(' ')
}

const px = (size: number): string => `${size / 16}rem`

const FRAME = `
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 400 ${px(SIZES.text)}/1.5 ${FACES.sans};
  font-variant-numeric: tabular-nums; -webkit-font-smoothing: antialiased;
}
a { color: var(--accent); text-decoration: none; }
p a { text-decoration: underline 1px var(--tint); text-underline-offset: .2em; }
a:hover { text-decoration: underline; text-decoration-color: currentColor; text-underline-offset: .2em; text-decoration-thickness: 1px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 3px; }
h1, h2 { font-family: ${FACES.serif}; font-weight: 500; font-optical-sizing: auto; text-wrap: balance; margin: 0; }
h1 { font-size: ${px(SIZES.headline)}; line-height: 1.22; letter-spacing: -.012em; max-width: 25em; }
h2 { font-size: ${px(SIZES.section)}; line-height: 1.3; }
p { margin: 0; }
ul, ol { margin: 0; padding: 0; list-style: none; }
.soft { color: var(--soft); }
.good { color: var(--good); }
.soon { color: var(--soon); }
.bad { color: var(--bad); }
.label { font-size: ${px(SIZES.label)}; color: var(--soft); }
.unseen {
  position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap;
}
.skip { position: absolute; left: -999px; top: 8px; background: var(--paper); padding: 6px 10px; z-index: 1; }
.skip:focus { left: 8px; }
.frame { display: grid; grid-template-columns: 208px minmax(0, 1fr); min-height: 100vh; }
.frame.bare { grid-template-columns: minmax(0, 1fr); }
.side {
  padding: 22px 18px 20px; display: flex; flex-direction: column;
  position: sticky; top: 0; height: 100vh; align-self: start;
}
.frame:not(.bare) main { border-left: 1px solid var(--line); }
.brand { font: 500 ${px(18)}/1.4 ${FACES.serif}; color: var(--ink); display: flex; align-items: center; gap: 10px; }
.brand::before { content: ''; width: 10px; height: 10px; border-radius: 50%; background: var(--accent); }
.side ul { margin-top: 24px; }
.side li a { display: block; padding: 6px 10px; border-radius: 8px; color: var(--soft); font-size: ${px(14)}; }
.side li p a { text-decoration: underline 1px var(--tint); text-underline-offset: .2em; }
a:hover { color: var(--ink); text-decoration: none; }
.side li a[aria-current] { background: var(--wash); color: var(--accent); font-weight: 500; }
.side .label { margin-top: auto; padding-top: 20px; }
main { padding: 40px 56px 72px; max-width: 1180px; }
.bare main { margin: 0 auto; width: 100%; }
.dateline { font-size: ${px(14)}; color: var(--soft); margin-bottom: 10px; display: flex; flex-wrap: wrap; column-gap: 9px; }
.dateline > :not(:last-child)::after { content: '·'; margin-left: 9px; }
.state { display: inline-block; width: 8px; height: 8px; border-radius: 50%; margin-right: 7px; background: currentColor; }
.notice { border-left: 2px solid var(--soon); padding: 2px 0 2px 14px; margin-top: 20px; max-width: 46em; }
.notice p + p { margin-top: 4px; }
.leading { margin-top: 4px; font-size: ${px(14)}; color: var(--soft); }
section { margin-top: 52px; }
footer { margin-top: 44px; padding-top: 16px; border-top: 1px solid var(--line); font-size: ${px(SIZES.label)}; color: var(--soft); }
footer p + p { margin-top: 4px; }
.nowrap { white-space: nowrap; }`

const BRIEFING = `
.numbers { margin-top: 32px; border-block: 1px solid var(--line); overflow: hidden; }
.numbers + .numbers { border-top: 0; margin-top: 0; }
.numbers + .numbers ul { grid-template-columns: repeat(auto-fill, minmax(160px, 1fr)); }
.numbers ul {
  display: grid; grid-template-columns: repeat(auto-fit, minmax(160px, 1fr));
  margin: -1px 0 0 -19px;
}
.numbers li { position: relative; padding: 16px 16px 12px 18px; border-left: 1px solid var(--line); border-top: 1px solid var(--line); margin-left: -1px; }
.numbers a { color: inherit; }
.numbers a::after { content: ''; position: absolute; inset: 0; }
.numbers p a { text-decoration: underline 1px var(--tint); text-underline-offset: .2em; }
a:hover { text-decoration: none; color: var(--accent); }
.numbers a:focus-visible { outline: 0; }
.numbers li:focus-within { outline: 2px solid var(--accent); outline-offset: -3px; border-radius: 4px; }
.numbers .label { display: block; }
.numbers .value { display: block; font-size: ${px(SIZES.keyNumber)}; font-weight: 600; letter-spacing: -.015em; line-height: 1.35; margin-top: 2px; }
.numbers .change { display: block; font-size: ${px(SIZES.label)}; font-weight: 500; white-space: nowrap; }
.numbers .change svg { width: 9px; height: 8px; margin-right: 4px; fill: currentColor; }
.numbers .line { display: block; height: 34px; margin-top: 4px; }
.numbers .line svg { display: block; width: 100%; max-width: 190px; height: 34px; }
.left-out { margin-top: 12px; font-size: ${px(14)}; color: var(--soft); max-width: 60em; }
.stories { margin-top: 18px; }
.stories li {
  display: grid; grid-template-columns: 96px minmax(0, 1fr) auto; column-gap: 18px;
  padding: 14px 0 13px; border-bottom: 1px solid var(--line);
}
.stories .figure { text-align: right; font-weight: 600; white-space: nowrap; }
.stories .figure.neutral { color: var(--ink); }
.stories .detail { font-size: ${px(14)}; color: var(--soft); margin-top: 2px; }
.stories .report { text-align: right; }
.charts { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); column-gap: 56px; }
.charts > section { min-width: 0; }
.chart svg { display: block; width: 100%; height: auto; overflow: visible; }
.chart .narrow { display: none; }
.chart { margin: 14px 0 0; }
details { margin-top: 8px; }
summary { cursor: pointer; font-size: ${px(SIZES.label)}; color: var(--soft); width: max-content; max-width: 100%; padding: 3px 0; }
summary:hover { color: var(--accent); }
.bars { width: 100%; border-collapse: collapse; margin-top: 12px; font-size: ${px(14.5)}; }
.bars tbody th { font-weight: 400; text-align: left; width: 38%; padding: 9px 14px 9px 0; }
.bars td { padding: 9px 0; }
.bars tbody tr { border-bottom: 1px solid var(--line); }
.bars .bar svg { display: block; width: 100%; }
.bars .figure { text-align: right; white-space: nowrap; padding-left: 16px; width: 1%; }
.bars .goal { text-align: right; white-space: nowrap; padding-left: 12px; width: 1%; font-size: ${px(SIZES.label)}; color: var(--soft); }
.pill { display: inline-block; border-radius: 10px; padding: 0 9px; font-size: ${px(SIZES.label)}; font-weight: 500; line-height: 1.6; white-space: nowrap; }
.pill.high { background: var(--badWash); color: var(--bad); }
.pill.soon { background: var(--soonWash); color: var(--soon); }
.pill.medium { box-shadow: inset 0 0 0 1px var(--line); color: var(--soft); }
.second { display: none; color: var(--soft); }`

const TABLES = `
.table { width: 100%; border-collapse: collapse; margin-top: 12px; font-size: ${px(14.5)}; }
.table th { font-size: ${px(SIZES.label)}; font-weight: 500; color: var(--soft); text-align: left; padding: 8px 0; vertical-align: bottom; }
.table td, .table tbody th, .table tfoot th { padding: 9px 0; vertical-align: top; overflow-wrap: anywhere; }
.table tbody th { font-size: inherit; font-weight: 400; color: inherit; }
.table tr { border-bottom: 1px solid var(--line); }
.table :is(td, th) + :is(td, th) { padding-left: 20px; }
.table .number { text-align: right; white-space: nowrap; overflow-wrap: normal; }
.table .nowrap { overflow-wrap: normal; }
.table tfoot :is(td, th) { font-weight: 600; color: var(--ink); font-size: inherit; }
.scroll { overflow-x: auto; margin-top: 12px; }
.scroll .table { margin-top: 0; }
.scroll .table :is(td, th) { overflow-wrap: break-word; }
.scroll .table td { max-width: 26em; min-width: 4.5em; }
.scroll .table tbody th { min-width: 9em; }
.twin { width: auto; min-width: 260px; }`

const REPORT = `
.answer { margin-top: 14px; font-size: ${px(18)}; line-height: 1.45; max-width: 44em; }
.catalogue li { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1.2fr); column-gap: 40px; padding: 12px 0; border-bottom: 1px solid var(--line); }
.catalogue { margin-top: 10px; }
.catalogue .title { font-size: ${px(SIZES.label)}; color: var(--soft); }
.how { max-width: 46em; }
.how > div, .how details > div { margin-top: 8px; }
.prose p + *, .prose ul + *, .prose h3 + * { margin-top: 10px; }
.prose h3 { margin: 18px 0 0; font-size: ${px(SIZES.text)}; font-weight: 600; }
.prose ul { list-style: disc; padding-left: 1.2em; }
.prose ol { list-style: decimal; padding-left: 1.4em; }
.prose li + li { margin-top: 4px; }
.prose code { font: .92em ui-monospace, 'SF Mono', Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.prose { font-size: ${px(14.5)}; }
.ask { display: flex; flex-wrap: wrap; gap: 12px 20px; align-items: end; margin-top: 22px; }
.ask label { display: block; font-size: ${px(SIZES.label)}; color: var(--soft); }
.ask :is(input, select) {
  display: block; margin-top: 3px; font: inherit; font-size: ${px(14)}; color: var(--ink); background: transparent;
  border: 1px solid var(--line); border-radius: 6px; padding: 5px 8px; min-height: 34px;
}
.ask input[type=text] { width: 9.5rem; }
.ask button {
  font: inherit; font-size: ${px(14)}; font-weight: 500; color: var(--paper); background: var(--accent);
  border: 0; border-radius: 6px; padding: 6px 14px; min-height: 34px; cursor: pointer;
}
.tools { display: flex; flex-wrap: wrap; gap: 6px 24px; margin-top: 10px; font-size: ${px(14)}; color: var(--soft); }`

const NARROW = `
@media (max-width: 1100px) {
  main { padding-inline: 36px; }
  .charts { grid-template-columns: minmax(0, 1fr); }
}
@media (max-width: 760px) {
  .frame { display: block; }
  .side {
    position: static; height: auto; flex-direction: row; align-items: center; justify-content: space-between;
    padding: 10px 18px; border-bottom: 1px solid var(--line);
  }
  .side ul { display: flex; margin: 0; gap: 4px; }
  .side .label { display: none; }
  .brand { font-size: ${px(16)}; gap: 8px; }
  main { padding: 22px 18px 48px; }
  .frame:not(.bare) main { border-left: 0; }
  h1 { font-size: ${px(26)}; line-height: 1.25; text-wrap: pretty; }
  section { margin-top: 40px; }
  .numbers { margin-top: 24px; }
  .numbers ul, .numbers + .numbers ul { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .numbers li { padding: 14px 12px 10px 18px; }
  .stories li { grid-template-columns: minmax(0, 1fr) auto; }
  .stories .figure { text-align: left; }
  .stories .report { order: 1; }
  .stories .tell { order: 2; grid-column: 1 / -1; margin-top: 2px; }
  .chart .wide { display: none; }
  .chart .narrow { display: block; }
  .bars tbody th { width: 42%; }
  .bars .goal { display: none; }
  .actions :is(th, td):is(.client, .owner) { display: none; }
  .actions .second { display: block; font-size: ${px(13.5)}; }
  .actions .number { white-space: normal; }
  .catalogue li { display: block; }
  .catalogue .soft { margin-top: 2px; }
}`

const PRINT = `
@page { size: auto; margin: 14mm 15mm; }
@media print {
  body { font-size: 9.5pt; }
  .frame { display: block; }
  .side, .skip, details:not([open]), .ask, .tools { display: none; }
  main, .frame:not(.bare) main { padding: 0; max-width: none; border: 0; }
  h1 { font-size: 22pt; }
  section { margin-top: 24pt; break-inside: avoid; }
  .numbers ul, .numbers + .numbers ul { grid-template-columns: repeat(6, minmax(0, 1fr)); }
  .numbers li { padding: 8pt 6pt 6pt 18px; }
  .numbers .value { font-size: 13pt; }
  .numbers .change { white-space: normal; }
  .charts { grid-template-columns: repeat(2, minmax(0, 1fr)); column-gap: 24pt; }
  tr, .stories li { break-inside: avoid; }
  thead { display: table-header-group; }
  a { color: inherit; }
}`
