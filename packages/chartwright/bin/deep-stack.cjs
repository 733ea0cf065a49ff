'use strict'
// Runs a command line on a thread with a deep stack: see onDeepStack in chartwright.cjs.
const { workerData } = require('node:worker_threads')
const { everything } = require('./chartwright.cjs')
const { args, seen } = workerData
everything()
  .exports.mainAgain(args, seen)
  .then((code) => process.exit(code))
