// @ts-check
// Brings a part of the page that not everybody needs. What joins the page writes the calls (resources/join): a part is
// kept for good like the page's script, and like it must be the one that this page names.

/** @param {string} address @param {string} integrity @returns {Promise<any>} rejects where it does not come, or is another one */
export function loadPart(address, integrity) {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.type = 'module';
    script.src = address;
    script.integrity = integrity; // `import()` checks none; it then gives the module that is there
    script.onload = () => resolve(import(script.src));
    script.onerror = () => {
      script.remove();
      reject({ code: 'lost', text: '' });
    };
    document.head.append(script);
  });
}
