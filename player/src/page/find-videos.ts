/**
 * Calls `onVideo` once for every video of the page: present ones, ones that scripts add later, and ones in open shadow
 * roots. Calls it again when a video returns to the page.
 */
export function findVideos(page: Document, onVideo: (video: HTMLVideoElement) => void): void {
  const observer = new MutationObserver(records => {
    for (const { addedNodes } of records) for (const node of addedNodes) if (node.isConnected) visit(node)
  })

  /** Starts watching a document or shadow root. */
  function watchRoot(root: Document | ShadowRoot) {
    observer.observe(root, { subtree: true, childList: true })
    for (const child of root.children) visit(child)
  }

  function visit(node: Node) {
    if (!(node instanceof Element)) return
    for (const element of [node, ...node.querySelectorAll('*')]) {
      if (element instanceof HTMLVideoElement) onVideo(element)
      if (element.shadowRoot) watchRoot(element.shadowRoot)
    }
  }

  // A shadow root that a script attaches to an element of the page gives no mutation record.
  const { attachShadow } = Element.prototype
  Element.prototype.attachShadow = function (this: Element, options: ShadowRootInit) {
    const root = attachShadow.call(this, options)
    if (root.mode === 'open') watchRoot(root)
    return root
  }
  watchRoot(page)
}
