import { renderSVG } from 'uqr'
import classes from './qr-code.module.css'

/** A QR code of a text, dark on white in both color schemes, because cameras read nothing else reliably. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const svg = renderSVG(text, { border: 4 })
  return <img className={classes.qrCode} alt={label} src={`data:image/svg+xml;utf8,${encodeURIComponent(svg)}`} />
}
