/** An HTTP content coding that we send. */
export type Coding = 'br' | 'gzip' | 'identity'

/** The weight of `identity` when a client does not name it: acceptable, but after every coding that it names. */
const unnamedIdentityWeight = 0.0001

/** The names of codings in requests. `x-gzip` is an old name. */
const names: Record<Coding, string[]> = { br: ['br'], gzip: ['gzip', 'x-gzip'], identity: ['identity'] }

/**
 * Parses `Accept-Encoding` (RFC 9110 §12.5.3). Returns those of the available codings that the client accepts, best
 * first; of equally good ones, in the order of `available`. Without the header we send no coding.
 */
export function acceptedCodings<C extends Coding>(header: string | string[] | undefined, available: C[]): C[] {
  const weights = new Map(header === undefined ? [] : String(header).split(',').map(parseWeight))
  const weightOf = (coding: Coding) => {
    const named = names[coding].map(name => weights.get(name)).find(weight => weight !== undefined)
    return named ?? weights.get('*') ?? (coding === 'identity' ? unnamedIdentityWeight : 0)
  }
  return available
    .map(coding => ({ coding, weight: weightOf(coding) }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ coding }) => coding)
}

/** Parses one coding with its weight, which is 1 by default. An invalid weight counts as 0. */
function parseWeight(text: string): [name: string, weight: number] {
  const [name = '', ...parameters] = text.toLowerCase().split(';')
  const weights = parameters.map(parameter => /^\s*q\s*=\s*(\S*)\s*$/.exec(parameter)?.[1])
  const weight = weights.find(found => found !== undefined) ?? '1'
  return [name.trim(), /^(?:0(?:\.\d*)?|1(?:\.0*)?)$/.test(weight) ? Number(weight) : 0]
}
