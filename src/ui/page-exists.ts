import { useRouter } from '@tanstack/react-router'

/** Whether the product has a page, by the path of its route (`/p/$project/annotate`): what leads nowhere is a word, not a link. */
export const usePageExists = (): ((path: string) => boolean) => {
  const { routesByPath } = useRouter()
  return path => path in routesByPath
}
