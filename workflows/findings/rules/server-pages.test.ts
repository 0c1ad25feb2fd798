import { expect, test } from 'vitest'
import { buildExaminedPackage, findingLines, onlyFinding } from '../../test/examined-package.ts'

const page = (body: string) => `<html><head></head><body>\n${body}</body></html>`

test('reports pages that need a server, and whether a page loads them', () => {
  const pkg = buildExaminedPackage({
    'a.php': 1,
    'b.ASP': 1,
    'c.aspx': 1,
    'd.jsp': 1,
    'e.php5': 1,
    'f.phps': 1,
    php: 1,
  })
  expect(findingLines(pkg)).toEqual(
    ['a.php', 'b.ASP', 'c.aspx', 'd.jsp', 'e.php5'].map(path => `SERVER_PAGE ${path}`).sort(),
  )
  const severityOf = (body: string) =>
    onlyFinding(buildExaminedPackage({ 'index.html': page(body), 'a.php': 1 }), 'SERVER_PAGE').severity
  expect(severityOf('<a href="a.php">a</a>')).toBe('WARNING')
  expect(severityOf('<iframe src="a.php?x=1"></iframe>')).toBe('ERROR')
})

test('accepts a script or style sheet with the name of a server page that contains no code for a server', () => {
  const script = '<script src="a.php"></script>'
  const linesOf = (body: string, content: string) =>
    findingLines(buildExaminedPackage({ 'index.html': page(body), 'a.php': content }))
  expect(linesOf(script, 'var data = [1 < 2]')).toEqual([])
  expect(linesOf('<style>@import "a.php";</style>', 'p { color: red }')).toEqual([])
  expect(linesOf("<script>new Worker('a.php')</script>", 'var data')).toEqual([])
  for (const code of ['<?php echo 1 ?>', 'var x = <%= 1 %>', '#!/usr/bin/perl\nprint 1', '<cfoutput>'])
    expect([code, ...linesOf(script, code)]).toEqual([code, 'SERVER_PAGE a.php'])
  expect(linesOf(`${script}<a href="a.php">a</a>`, 'var data')).toEqual(['SERVER_PAGE a.php'])
  expect(linesOf('', 'var data')).toEqual(['SERVER_PAGE a.php'])
})

test.each([
  ['a missing server page', '<form action="save.php">', 'save.php'],
  ['a server page above the package', '<form action="/cgi-bin/save.cgi" method="post">', '/cgi-bin/save.cgi'],
  ['a missing file', '<form action="nowhere/">', 'nowhere/'],
  ['a page, which cannot receive data', '<form action="index.html" method="post">', 'a page'],
  ['its own page', '<form method="post">', 'a page'],
  ['another target from a button', '<form><button formaction="save.php">', 'save.php'],
])('reports a form that sends to %s', (_, markup, part) => {
  const pkg = buildExaminedPackage({ 'index.html': page(markup) })
  expect(findingLines(pkg)).toEqual(['FORM_WITHOUT_SERVER index.html 2'])
  expect(onlyFinding(pkg, 'FORM_WITHOUT_SERVER')).toMatchObject({ severity: 'WARNING' })
  expect(onlyFinding(pkg, 'FORM_WITHOUT_SERVER').message).toContain(part)
})

test('accepts forms that scripts evaluate, searches in a page, and other servers', () => {
  const forms = [
    ...['<form>', '<form action="#">', '<form action="javascript:go()">', '<form action="index.html">'],
    ...['<form method="post" onsubmit="return check()">', '<form action="https://x.org/a.php" method="post">'],
    ...['<form action="{{ url }}" method="post">', '<form action="mailto:a@x.org" method="post">'],
  ]
  for (const form of forms)
    expect([form, ...findingLines(buildExaminedPackage({ 'index.html': page(form) }))]).toEqual([form])
})

test('reports a server page of the package once, with the form that uses it', () => {
  const form = page('<form action="save.php" method="post">')
  const pkg = buildExaminedPackage({ 'index.html': form, 'b.html': form, 'save.php': 1 })
  expect(findingLines(pkg)).toEqual(['FORM_WITHOUT_SERVER b.html 2'])
  expect(onlyFinding(pkg, 'FORM_WITHOUT_SERVER').placeCount).toBe(2)
})
