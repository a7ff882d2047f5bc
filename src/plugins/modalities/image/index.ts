import { defineModality } from '../../../sockets/modality.ts'
import { imageFormats, imageSignature } from '../image-signature.ts'

export default defineModality({
  id: 'image',
  title: { 'zh-Hans': '图片', 'zh-Hant': '圖片', en: 'Picture' },
  extensions: Object.values(imageFormats).flatMap(f => f.extensions),
  mediaTypes: Object.values(imageFormats).map(f => f.mediaType),
  recognise(head) {
    const format = imageSignature(head)
    return format && imageFormats[format].mediaType
  },
})
