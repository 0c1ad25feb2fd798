/** Returns whether a file is a page that only a web server with its language can show. */
export const isServerPage = (path: string): boolean => /\.(php\d?|phtml|aspx?|ashx|jspx?|cfm|cgi)$/i.test(path)
