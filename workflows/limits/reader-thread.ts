/** The entry file of a reader thread. Calls a function of a module. */
type Call = { module: string; name: string; args: unknown[] }

export default async function callFunction({ module, name, args }: Call): Promise<unknown> {
  const functions = (await import(module)) as Record<string, (...args: unknown[]) => unknown>
  return functions[name]!(...args)
}
