import fc from 'fast-check'

// Property tests repeat: the same inputs on every machine, until somebody asks for others (FEEDSTOCK_SEED=n).
fc.configureGlobal({ seed: Number(process.env['FEEDSTOCK_SEED'] ?? 20_261_124) })
