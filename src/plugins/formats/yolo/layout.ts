/** Beside our own files: one line per image with what YOLO has no place for (its name, size and split). Other programs pass it over. */
export const imageList = 'feedstock-images.jsonl'
export interface ListedImage { readonly label: string, readonly item: string, readonly path: string, readonly width: number, readonly height: number, readonly split: string | null }

export const isImage = (path: string): boolean => /\.(jpe?g|png|bmp|webp|tiff?|gif)$/i.test(path)

/** `a/images/train/b.jpg` has its rows in `a/labels/train/b.txt`: the last folder named images is exchanged, if there is one. */
export const labelOf = (image: string): string => {
  const parts = image.split('/'), at = parts.lastIndexOf('images', parts.length - 2)
  if (at >= 0) parts[at] = 'labels'
  return parts.join('/').replace(/\.[^./]*$/, '.txt')
}

/** A path that a file names, inside the root: without leading `./`, `../` or `/`, and with `/` throughout. */
export const insideRoot = (path: string): string => path.trim().replaceAll('\\', '/').replace(/^(\.{0,2}\/)+/, '').replace(/^\.+$/, '').replace(/\/+$/, '')
