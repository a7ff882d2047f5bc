// In this order: every later one also calls itself by the names of those before it.
const browsers: readonly (readonly [RegExp, string])[] = [[/\bEdg(?:e|A|iOS)?\//, 'Edge'], [/\bOPR\//, 'Opera'], [/MicroMessenger\//, 'WeChat'], [/Firefox\//, 'Firefox'], [/Chrom(?:e|ium)\//, 'Chrome'], [/Safari\//, 'Safari']]
const systems: readonly (readonly [RegExp, string])[] = [[/Android/, 'Android'], [/iPhone|iPad/, 'iOS'], [/HarmonyOS|OpenHarmony/, 'HarmonyOS'], [/Windows/, 'Windows'], [/Mac OS X|Macintosh/, 'macOS'], [/Linux/, 'Linux']]

/** What somebody recognises of a User-Agent: browser and system, or the program's own name; null when it names none. */
export const deviceOf = (userAgent: string): string | null => {
  const find = (list: typeof browsers): string | undefined => list.find(([pattern]) => pattern.test(userAgent))?.[1]
  const known = [find(browsers), find(systems)].filter(Boolean).join(' · ')
  return known || /^[\w .-]+/.exec(userAgent)?.[0].trim() || null
}
