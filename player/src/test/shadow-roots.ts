import { vi } from 'vitest'

/** Collects the shadow roots that are attached from now on, closed ones too, until the mocks are restored. */
export function collectShadowRoots(): ShadowRoot[] {
  const roots: ShadowRoot[] = []
  const attach = Element.prototype.attachShadow
  vi.spyOn(Element.prototype, 'attachShadow').mockImplementation(function (this: Element, options) {
    const root = attach.call(this, options)
    roots.push(root)
    return root
  })
  return roots
}
