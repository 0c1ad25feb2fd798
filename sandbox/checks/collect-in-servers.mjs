// JavaScript, because each process of Node loads this, and types would make that five times as slow.
const { search } = new URL(import.meta.url)
if (process.argv[1]?.endsWith('/server/main.ts')) await import(`../../server/test/collect-errors.ts${search}`)
