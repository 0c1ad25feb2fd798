import { html, parse, type Token, type TreeAdapter, type TreeAdapterTypeMap } from 'parse5'
import { findTagWithAttributes } from '../../files/scan-html.ts'
import type { ElementContext } from './markup.ts'

/** An element of the text as the parser reports it. */
export type ParsedElement = {
  tag: string
  attributes: Token.Attribute[]
  location: Token.ElementLocation
}

/**
 * Receives a page's elements in document order: `enter` for each element, `style` for the CSS in a `<style>`, `script`
 * for the text of a `<script>`.
 */
export type Listener = {
  enter(element: ParsedElement, parentContext: ElementContext): ElementContext
  style(css: string, offset: number): void
  script(script: string, offset: number): void
}

/** An element in the parser. There is no tree: closed elements are dropped, so that large pages need little memory. */
type Node = {
  tag: string
  namespace: string
  attributes: Token.Attribute[]
  parent: Node | null
  context: ElementContext | null
  content: Node | null
  location: Token.ElementLocation | null
  mode: html.DOCUMENT_MODE
}
type Nodes = TreeAdapterTypeMap<Node, Node, Node, Node, Node, Node, Node, Node, Node, Node>

/**
 * Limits of the parser's work. At every tag, parsers scan all open elements: at an opening tag those that are open, at
 * a closing tag those that may be open. Ordinary pages stay below 1% of this. Above it, a page takes seconds.
 */
const maxOpenWork = 10_000_000
const maxCloseWork = 30_000_000
/** The maximum number of attributes, which parsers compare with each other. Only a missing quote causes so many. */
const maxAttributes = 2_000

class TangledError extends Error {}

/**
 * Parses a page as browsers do, with any errors in it. Stops at tangled tags that would take minutes to parse, and
 * returns their offset in the text. Returns null after a complete parse.
 */
export function parseHtml(text: string, listener: Listener): number | null {
  const oversizedTagAt = findTagWithAttributes(text, maxAttributes)
  const closingTagCount = text.split('</').length
  let [open, work, lastOffset] = [0, 0, -1]

  function insertNode(parent: Node, node: Node): void {
    node.parent = parent
    const parentContext = parent.context ?? parent.parent?.context ?? { tag: '' }
    const { tag, attributes, location } = node
    node.context ??= { ...parentContext, tag }
    // The parser reopens formatting in each paragraph: that is the same element of the text again.
    if (!location?.startTag || location.startOffset <= lastOffset) return
    lastOffset = location.startOffset
    node.context = listener.enter({ tag, attributes, location }, parentContext)
  }

  const treeAdapter: TreeAdapter<Nodes> = {
    ...noopTreeAdapter,
    appendChild: insertNode,
    insertBefore: insertNode,
    updateNodeSourceCodeLocation(node, end) {
      const start = node.location?.startTag
      if ((node.tag === 'style' || node.tag === 'script') && start && end.endOffset !== undefined)
        listener[node.tag](text.slice(start.endOffset, end.endTag?.startOffset ?? end.endOffset), start.endOffset)
    },
    onItemPush() {
      work += ++open
      if (work > maxOpenWork || open * closingTagCount > maxCloseWork) throw new TangledError()
    },
    onItemPop() {
      open--
    },
  }
  try {
    parse<Nodes>(text.slice(0, oversizedTagAt ?? text.length), {
      treeAdapter,
      sourceCodeLocationInfo: true,
      scriptingEnabled: true,
    })
    return oversizedTagAt
  } catch (error) {
    if (error instanceof TangledError) return lastOffset
    throw error
  }
}

const createNode = (tag = '', namespace = '', attributes: Token.Attribute[] = []): Node => ({
  ...{ tag, namespace, attributes, parent: null, context: null, content: null, location: null },
  mode: html.DOCUMENT_MODE.NO_QUIRKS,
})

/** A tree adapter without a tree: drops texts and comments, and reports no children. */
const noopTreeAdapter: TreeAdapter<Nodes> = {
  createDocument: () => createNode(),
  createDocumentFragment: () => createNode(),
  createElement: createNode,
  createCommentNode: () => createNode(),
  createTextNode: () => createNode(),
  appendChild() {},
  insertBefore() {},
  insertText() {},
  insertTextBefore() {},
  adoptAttributes() {},
  detachNode() {},
  setTemplateContent(template, content) {
    template.content = content
    content.parent = template
  },
  getTemplateContent: template => template.content!,
  setDocumentType() {},
  setDocumentMode(document, mode) {
    document.mode = mode
  },
  getDocumentMode: document => document.mode,
  getFirstChild: () => null,
  getChildNodes: () => [],
  getParentNode: child => child.parent,
  getAttrList: element => element.attributes,
  getTagName: element => element.tag,
  getNamespaceURI: element => element.namespace as html.NS,
  getTextNodeContent: () => '',
  getCommentNodeContent: () => '',
  getDocumentTypeNodeName: () => '',
  getDocumentTypeNodePublicId: () => '',
  getDocumentTypeNodeSystemId: () => '',
  isTextNode: (_): _ is Node => false,
  isCommentNode: (_): _ is Node => false,
  isDocumentTypeNode: (_): _ is Node => false,
  isElementNode: (element): element is Node => element.tag !== '',
  setNodeSourceCodeLocation(element, location) {
    // The parser also calls this for texts and doctypes, which are not created here.
    if (element) element.location = location
  },
  getNodeSourceCodeLocation: element => element?.location,
  updateNodeSourceCodeLocation() {},
}
