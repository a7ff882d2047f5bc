/** A file and its path below the folder that was dropped or chosen. */
export interface ChosenFile { readonly path: string, readonly file: File }

const entriesOf = async (directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> => {
  const reader = directory.createReader()
  const all: FileSystemEntry[] = []
  // A reader hands out at most 100 entries a call (Chromium) and an empty list at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0) return all
    all.push(...some)
  }
}

const isDirectory = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile

const walk = async (entry: FileSystemEntry, into: ChosenFile[]): Promise<void> => {
  if (isDirectory(entry)) for (const child of await entriesOf(entry)) await walk(child, into)
  if (isFile(entry)) into.push({ path: entry.fullPath.replace(/^\//, ''), file: await new Promise<File>((resolve, reject) => entry.file(resolve, reject)) })
}

/** Every file of what was dropped, folders walked through. The entries are taken at once: the browser empties the transfer afterwards. */
export const filesOfDrop = async (transfer: DataTransfer): Promise<readonly ChosenFile[]> => {
  const entries = [...transfer.items].map(item => item.webkitGetAsEntry())
  const files: ChosenFile[] = []
  for (const entry of entries) if (entry) await walk(entry, files)
  return files
}

export const filesOfInput = (list: FileList | null): readonly ChosenFile[] =>
  [...list ?? []].map(file => ({ path: file.webkitRelativePath || file.name, file }))
