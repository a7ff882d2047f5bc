import { expect, test } from 'vitest'
import { launchChromium } from './chromium.ts'

test('The Chromium of this machine starts without a window, runs a page, and has a font for Chinese.', async () => {
  const browser = await launchChromium()
  try {
    const page = await browser.newPage()
    await page.setContent('<p style="display:inline-block;font-size:20px">优料</p>')
    const { width, height } = await page.locator('p').boundingBox() ?? { width: 0, height: 0 }
    expect(width).toBeGreaterThan(30)
    expect(height).toBeGreaterThan(15)
  } finally {
    await browser.close()
  }
})
