import { checkRows } from '../rows.ts'

// Every test process validates the rows of raw queries.
checkRows()
