import { expect, test } from 'vitest'
import { launchChromium } from './chromium.ts'

test('The Chromium of this machine starts without a window and lays out a page.', async () => {
  const browser = await launchChromium()
  try {
    const page = await browser.newPage()
    await page.setContent('<p style="width:120px;height:30px">优料</p>')
    expect(await page.locator('p').boundingBox()).toMatchObject({ width: 120, height: 30 })
  } finally {
    await browser.close()
  }
})
