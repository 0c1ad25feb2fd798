/** The key of an element in WebDriver's JSON (W3C WebDriver, "Elements"). */
const elementKey = 'element-6066-11e4-a52e-4f735466cecf'

export type WebElement = { [elementKey]: string }

/** Speaks classic WebDriver, as far as the matrix needs it. */
export class WebDriverSession {
  readonly #address: string

  private constructor(address: string) {
    this.#address = address
  }

  /** Opens a session. Waits until the driver answers. */
  static async open(driver: string, capabilities: object, deadlineMs: number): Promise<WebDriverSession> {
    const deadline = Date.now() + deadlineMs
    while (
      !(await fetch(`${driver}/status`)
        .then(response => response.ok)
        .catch(() => false))
    ) {
      if (Date.now() > deadline) throw new Error(`The WebDriver at ${driver} does not answer`)
      await new Promise(resolve => setTimeout(resolve, 100))
    }
    const { sessionId } = (await send('POST', `${driver}/session`, { capabilities })) as { sessionId: string }
    return new WebDriverSession(`${driver}/session/${sessionId}`)
  }

  /** Returns the value of an expression in the current frame. */
  execute(expression: string): Promise<unknown> {
    return send('POST', `${this.#address}/execute/sync`, { script: `return (${expression})`, args: [] })
  }

  async goto(url: string): Promise<void> {
    await send('POST', `${this.#address}/url`, { url })
  }

  /** Limits how long `goto` waits, in milliseconds. */
  async setPageTimeout(pageLoad: number): Promise<void> {
    await send('POST', `${this.#address}/timeouts`, { pageLoad })
  }

  /** Makes the frame at a path of selectors the current one. */
  async enterFrame(frames: string[]): Promise<void> {
    await send('POST', `${this.#address}/frame`, { id: null })
    for (const value of frames) {
      const id = await send('POST', `${this.#address}/element`, { using: 'css selector', value })
      await send('POST', `${this.#address}/frame`, { id })
    }
  }

  async click(element: WebElement): Promise<void> {
    await send('POST', `${this.#address}/element/${element[elementKey]}/click`, {})
  }

  async close(): Promise<void> {
    await send('DELETE', this.#address).catch(() => {})
  }
}

async function send(method: string, url: string, body?: object): Promise<unknown> {
  const response = await fetch(url, { method, body: body && JSON.stringify(body) })
  const { value } = (await response.json()) as { value: unknown }
  if (!response.ok) throw new Error(`WebDriver: ${(value as { message?: string })?.message ?? response.status}`)
  return value
}
