import { expect, it } from 'vitest'
import { AppError } from '../../kernel/app-error.ts'
import { checkPassword } from './password-rules.ts'

const ann = { email: 'ann.baker@acme.example', name: 'Ann Bakerfield' }

function verdict(password: string): string {
  try {
    checkPassword(password, ann)
    return 'taken'
  } catch (error) {
    if (error instanceof AppError && error.code === 'password-weak') {
      if (password !== '') expect(`${error.message} ${error.hint}`).not.toContain(password)
      return error.message
    }
    throw error
  }
}

it.each([
  'tidal-copper-vessel-14',
  'lamp otter quilt mango',
  'X7!fk29$Lq0z',
  'смола карандаш утро',
  '🦊🌋🪁🧩🛶🥁🪴🧲🪐🦉🍄🧵',
])('takes %s', (password) => {
  expect(verdict(password)).toBe('taken')
})

it.each([
  '',
  'Password1234!',
  'P@ssw0rd2026!!',
  'password-password',
  'Welcome2026!!',
  'Winter2026!!!!',
  'iloveyou123456',
  'letmein-letmein',
  'ConnectWise2026',
  'qwertyuiop123',
  '1234567890123',
  'abcdefghijklm',
  'poiuytrewqasdf',
  'aaaaaaaaaaaaaa',
  'abababababababab',
  'correcthorsebatterystaple',
  'ann.baker2026!',
  'Bakerfield-2026',
  '20261123-20261123',
  'x'.repeat(257),
  'ab12345698712345',
])('refuses %s', (password) => {
  expect(verdict(password)).not.toBe('taken')
})

it('counts characters as people do: twelve are enough, eleven are not', () => {
  expect(verdict('vk9mq2rtx7w')).toContain('11')
  expect(verdict('vk9mq2rtx7wz')).toBe('taken')
})
