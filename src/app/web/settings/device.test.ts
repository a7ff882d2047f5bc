import { expect, it } from 'vitest'
import { deviceOf } from './device.ts'

it('names browser and system as people know them, a program by its own name, and nothing when nothing is said', () => {
  expect(deviceOf('Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36')).toBe('Chrome · Windows')
  expect(deviceOf('Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0')).toBe('Edge · Windows')
  expect(deviceOf('Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15')).toBe('Safari · macOS')
  expect(deviceOf('Mozilla/5.0 (Linux; Android 14) Gecko/130.0 Firefox/130.0')).toBe('Firefox · Android')
  expect(deviceOf('local command')).toBe('local command')
  expect(deviceOf('curl/8.5.0')).toBe('curl')
  expect(deviceOf('')).toBeNull()
})
