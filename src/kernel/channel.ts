/** An event of one slice that slices to its right follow, inside the transaction that emits it. The shells connect the two. */
export interface Channel<E> {
  follow(follower: (event: E) => Promise<void>): void
  emit(event: E): Promise<void>
}
export const channel = <E>(): Channel<E> => {
  const followers: ((event: E) => Promise<void>)[] = []
  return {
    follow(follower) { followers.push(follower) },
    async emit(event) { for (const follower of followers) await follower(event) },
  }
}
