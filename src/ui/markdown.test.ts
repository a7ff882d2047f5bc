import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { Markdown } from './markdown.tsx'

const drawn = (text: string): string => renderToStaticMarkup(createElement(Markdown, { text }))

it('draws headings below those of the page, lists, emphasis, code and safe links', () => {
  expect(drawn('# 目标\n\n- **框**贴边\n- `IoU` 见[说明](https://example.org/a)')).toBe('<div class="ui-markdown"><h3>目标</h3><ul><li><strong>框</strong>贴边</li><li><code>IoU</code> 见<a href="https://example.org/a" target="_blank" rel="noreferrer">说明</a></li></ul></div>')
})
it('keeps markup, pictures and unsafe addresses as words', () => {
  expect(drawn('<img src=x onerror=alert(1)> & ![x](https://example.org/p.png) [go](javascript:alert(1))')).not.toMatch(/<(img|script|a)\b/)
  expect(drawn('a < b & "c"')).toContain('a &lt; b &amp; &quot;c&quot;')
})
