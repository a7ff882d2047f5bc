import type { Failure } from '../../../../kernel/failure.ts'
import { defineModalityServer, type Probe } from '../../../../sockets/modality.ts'
import { decodeText } from '../../decode-text.ts'
import { fileFailures, textFailures } from '../../failures.ts'
import { countText } from '../script.ts'

export default defineModalityServer({
  async probe(bytes, name, hints): Promise<Probe | Failure> {
    const decoded = decodeText(bytes, name, hints?.encoding)
    if (!decoded.ok) return decoded.failure
    const { text, encoding, hadMark } = decoded.value
    if (text === '') return fileFailures.empty({}, { file: name })
    const isUpright = encoding === 'utf-8' && !hadMark
    return {
      mediaType: /\.(md|markdown)$/i.test(name) ? 'text/markdown' : 'text/plain',
      facts: { ...countText(text), encoding },
      derivatives: isUpright ? [] : [{ role: 'upright-text', mediaType: 'text/plain; charset=utf-8', bytes: new TextEncoder().encode(text) }],
      warnings: isUpright ? [] : [textFailures.converted({ encoding: hadMark ? `${encoding} (BOM)` : encoding }, { file: name })],
    }
  },
})
