/** The properties and methods that masks have replaced, by name, as the browser (or the page before us) defined them. */
const originals = new Map<PropertyKey, PropertyDescriptor>()

export const isReplaced = (name: PropertyKey): boolean => originals.has(name)

/** Reads a property of an element as the browser has it, whatever the page sees. */
export function readNative<Name extends keyof HTMLVideoElement>(
  video: HTMLVideoElement,
  name: Name,
): HTMLVideoElement[Name] {
  const original = originals.get(name)
  return original?.get ? original.get.call(video) : (original?.value ?? video[name])
}

/** Sets a property of an element past the masks. */
export function writeNative<Name extends keyof HTMLVideoElement>(
  video: HTMLVideoElement,
  name: Name,
  value: HTMLVideoElement[Name],
): void {
  const original = originals.get(name)
  if (original?.set) original.set.call(video, value)
  else Reflect.set(video, name, value)
}

/** Calls a method of an element or node past the masks. */
export function callNative<Result>(target: Node, name: string, ...input: unknown[]): Result {
  const method = (originals.get(name)?.value ?? Reflect.get(target, name)) as (...input: unknown[]) => Result
  return method.apply(target, input)
}

/**
 * Replaces a getter of a prototype. `read` gets the element and the browser's own getter, and returns what the page sees.
 */
export function replaceGetter(
  prototype: object,
  name: string,
  read: (element: Element, native: () => unknown) => unknown,
): void {
  const original = Object.getOwnPropertyDescriptor(prototype, name)
  if (!original?.get) return
  const { get } = original
  originals.set(name, original)
  Object.defineProperty(prototype, name, {
    ...original,
    get(this: Element) {
      return read(this, () => get.call(this))
    },
  })
}

/** Replaces a setter of a prototype, after or before its getter. `write` gets the object, the value, and the browser's own setter. */
export function replaceSetter<Target extends object>(
  prototype: Target,
  name: string,
  write: (target: Target, value: unknown, native: (value: unknown) => void) => void,
): void {
  const current = Object.getOwnPropertyDescriptor(prototype, name)
  if (!current?.set) return
  const { set } = current
  if (!originals.has(name)) originals.set(name, current)
  Object.defineProperty(prototype, name, {
    ...current,
    set(this: Target, value: unknown) {
      write(this, value, native => set.call(this, native))
    },
  })
}

/** Replaces a method of a prototype. `call` gets the object, the arguments, and the browser's own method. */
export function replaceMethod<Target extends object>(
  prototype: Target,
  name: string,
  call: (target: Target, input: unknown[], native: (...input: unknown[]) => unknown) => unknown,
): void {
  const original = Object.getOwnPropertyDescriptor(prototype, name)
  if (typeof original?.value !== 'function') return
  const method = original.value as (...input: unknown[]) => unknown
  if (!originals.has(name)) originals.set(name, original)
  const replacement = {
    [name](this: Target, ...input: unknown[]) {
      return call(this, input, (...native) => method.apply(this, native))
    },
  }[name]!
  Object.defineProperty(replacement, 'length', { value: method.length, configurable: true })
  Object.defineProperty(prototype, name, { ...original, value: replacement })
}
