/** What an error must never show to a client, by name. */
const patterns: Record<string, RegExp> = {
  'a path of the server':
    /(?:^|[\s"'`(=])\/(?:home|root|tmp|usr|var|work|opt|etc|proc)\/|file:\/\/|node_modules|[\w-]+\.[cm]?[jt]s:\d+/,
  'a path of Windows': /\b[A-Z]:\\/,
  'a stack': /\n\s+at\s|\bat \w[\w.]* \(.*:\d+\)|"(?:stack|stacktrace|exception|originalError)"/,
  'a statement of SQL': /\bSELECT\s.+\sFROM\b|\bINSERT INTO\b|\bUPDATE\s+\S+\s+SET\b|\bDELETE FROM\b|\bWHERE\s+\S+\s*=/,
  'an error of Postgres':
    /violates [\w -]+ constraint|relation "|column "|syntax error at or near|duplicate key|deadlock detected|\bpg_\w+|SQLSTATE/,
  'the name of a library':
    /prisma|pothos|graphql-(?:yoga|js|ws)|envelop|better-auth|\bzod\b|@aws-sdk|@temporalio|\bgrpc\b|undici|\bpino\b/i,
  'an error of JavaScript':
    /\b(?:Type|Reference|Range|Syntax)Error\b|Cannot read propert|is not a function|is not iterable|\[object Object\]/,
  'an error of the system': /\bE(?:CONN|NOENT|NOTFOUND|PIPE|ADDR|ACCES|TIMEDOUT|AI_)\w*|socket hang up|getaddrinfo/,
}

/** Returns the names of the internals that a text shows. */
export const internalsIn = (text: string): string[] =>
  Object.entries(patterns).flatMap(([name, pattern]) => (pattern.test(text) ? [name] : []))
