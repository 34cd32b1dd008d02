// @ts-check
// Brings parts of the page that not everybody needs. What joins the page writes the addresses (resources/join): a part is
// kept for good like the page's script, and like it must be the one that this page names.

/** @param {string} address @param {string} integrity @returns {Promise<any>} rejects where it does not come, or is another one */
export async function loadPart(address, integrity) {
  const script = Object.assign(document.createElement('script'), { type: 'module', src: address, integrity });
  await loaded(script);
  script.remove();
  return import(script.src); // by itself it checks no integrity; now it gives the module that is there
}

/** Styles that stay. @param {string} address @param {string} [integrity] */
export async function loadStyle(address, integrity = '') {
  if (document.querySelector(`link[href="${address}"]`)) return;
  await loaded(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: address, integrity }));
}

/** @param {HTMLElement} element */
function loaded(element) {
  return new Promise((resolve, reject) => {
    element.onload = resolve;
    element.onerror = () => {
      element.remove();
      reject({ code: 'lost', text: '' });
    };
    document.head.append(element);
  });
}
