import { createIcon, type IconName } from './icons.ts'

/** Creates an element with a class and children. */
export function createElement<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className: string,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name)
  element.className = className
  element.append(...children)
  return element
}

/** A button with an icon and a name, which is also its tooltip. */
export type IconButton = { element: HTMLButtonElement; show(icon: IconName, name: string): void }

export function createButton(className: string, onClick: () => void): IconButton {
  const element = createElement('button', className)
  element.type = 'button'
  element.addEventListener('click', onClick)
  let shown = ''
  return {
    element,
    show(icon, name) {
      if (shown === icon + name) return
      shown = icon + name
      element.replaceChildren(createIcon(icon))
      element.title = name
      element.setAttribute('aria-label', name)
    },
  }
}

/** A list with a label. */
export type Choice = { element: HTMLLabelElement; show(options: [value: string, name: string][], chosen: string): void }

export function createChoice(name: string, onChoose: (value: string) => void): Choice {
  const select = document.createElement('select')
  const element = createElement('label', 'choice', createElement('span', '', name), select)
  select.addEventListener('change', () => onChoose(select.value))
  let shown = ''
  return {
    element,
    show(options, chosen) {
      element.hidden = options.length < 2
      const names = JSON.stringify(options)
      if (shown !== names) select.replaceChildren(...options.map(createOption))
      shown = names
      select.value = chosen
    },
  }
}

function createOption([value, name]: [value: string, name: string]): HTMLOptionElement {
  const option = createElement('option', '', name)
  option.value = value
  return option
}
