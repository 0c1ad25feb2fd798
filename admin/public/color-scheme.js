// Sets the color scheme before the first paint: the one that was chosen on this device, else that of the system.
// A file of its own, because the content security policy allows no scripts inside the page.
let chosen = null
try {
  chosen = localStorage.getItem('lectern:color-scheme')
} catch {
  // Storage is blocked. The system decides.
}
const isDark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
document.documentElement.setAttribute('data-mantine-color-scheme', isDark ? 'dark' : 'light')
