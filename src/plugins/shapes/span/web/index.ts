import { defineDocumentShapeView } from '../../../../editor/shape-view.ts'
import { spanOver, type Span } from './fragments.ts'
import { spanTool } from './tool.ts'

export default defineDocumentShapeView<Span>({
  id: 'span',
  space: 'document',
  fragments: span => span.fragments,
  withFragments: (_, fragments, text) => spanOver(fragments, text),
  tool: spanTool,
})
