const focusable = 'button:not([aria-disabled="true"]), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), a[href], [tabindex="0"], [role="application"]'

/** F6: from the region that holds the focus to the next one; regions are marked with `data-region`, in tab order. */
export const moveToRegion = (room: HTMLElement | null, direction: 1 | -1): void => {
  const regions = [...room?.querySelectorAll<HTMLElement>('[data-region]') ?? []]
  const at = regions.findIndex(region => region.contains(document.activeElement))
  for (let step = 1; step <= regions.length; step++) {
    const region = regions[(at + direction * step + regions.length * step) % regions.length]
    const first = region?.querySelector<HTMLElement>('[role="application"]') ?? region?.querySelector<HTMLElement>(focusable)
    if (first) return first.focus()
  }
}
