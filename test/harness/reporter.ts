import { writeFileSync } from 'node:fs'
import type { Reporter, TestModule } from 'vitest/node'

/** What one project's run came to; scripts/test-run.ts adds them up. */
export interface RunReport {
  readonly modules: number
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  readonly slowest: readonly { readonly name: string, readonly milliseconds: number }[]
}

const kept = 10

/** Writes the totals to the file FEEDSTOCK_TEST_REPORT. Without that variable it says nothing. */
export default class ReportWriter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const file = process.env['FEEDSTOCK_TEST_REPORT']
    if (!file) return
    const tests = modules.flatMap(module => [...module.children.allTests()].map(test => ({ module, test })))
    const count = (state: string): number => tests.filter(({ test }) => test.result().state === state).length
    // A file that could not be loaded, or holds no test, has nothing to count but itself.
    const silent = modules.filter(module => module.state() === 'failed' && [...module.children.allTests('failed')].length === 0).length
    const slowest = tests.map(({ module, test }) => ({ name: `${module.relativeModuleId} > ${test.fullName}`, milliseconds: test.diagnostic()?.duration ?? 0 }))
      .sort((a, b) => b.milliseconds - a.milliseconds).slice(0, kept)
    const failed = count('failed') + silent + errors.length
    const report: RunReport = { modules: modules.length, passed: count('passed'), failed, skipped: tests.length - count('passed') - count('failed'), slowest }
    writeFileSync(file, JSON.stringify(report))
  }
}
