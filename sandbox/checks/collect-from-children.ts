/** Runs before each test file: servers that its tests start in other processes collect the errors that they answer. */
import { collectorOption } from './answered-errors.ts'

const option = collectorOption(process.env.LECTERN_TEST_ERRORS!)
const { NODE_OPTIONS = '' } = process.env
// A process runs several test files.
if (!NODE_OPTIONS.includes(option)) process.env.NODE_OPTIONS = `${NODE_OPTIONS} ${option}`.trim()
