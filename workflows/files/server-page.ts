/** The extensions of pages that only a web server with their language can show. */
export const serverPageExtensions: readonly string[] = [
  ...['php', ...Array.from({ length: 10 }, (_, version) => `php${version}`), 'phtml'],
  ...['asp', 'aspx', 'ashx', 'jsp', 'jspx', 'cfm', 'cgi'],
]

const serverPageRegExp = new RegExp(String.raw`\.(${serverPageExtensions.join('|')})$`, 'i')

/** Returns whether a file is a page that only a web server with its language can show. */
export const isServerPage = (path: string): boolean => serverPageRegExp.test(path)

/**
 * Returns whether a file contains something that a server runs: code of PHP, ASP, JSP, or ColdFusion, or a first line
 * that names a program.
 */
export const hasServerCode = (bytes: Uint8Array): boolean => {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return ['<?', '<%', '<cf', '<CF'].some(start => file.includes(start)) || file.subarray(0, 2).equals(Buffer.from('#!'))
}
