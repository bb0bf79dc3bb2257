/**
 * Where dialogs and drawers are put. Inside the window's own root antd does not lock the page's scrolling, which it would do
 * with a style that carries no nonce.
 */
export const appPlace = (): HTMLElement => document.getElementById('root') ?? document.body;
