// @ts-check
// Unread messages in the title and on the icon: what a page on plain http may do in place of notifications.

const SIZE = 64;

/** @param {Document} page */
export function badge(page) {
  const link = /** @type {HTMLLinkElement} */ (page.querySelector('link[rel="icon"]'));
  const plain = link.href;
  let shown = 0;

  /** @param {string} title @param {number} unread */
  return function show(title, unread) {
    const text = unread > 0 ? `(${unread}) ${title}` : title;
    if (page.title !== text) page.title = text;
    if (Math.min(unread, 100) === shown) return;
    shown = Math.min(unread, 100);
    if (shown === 0) link.href = plain;
    else draw(page, plain, shown > 99 ? '99+' : String(shown), (data) => shown > 0 && (link.href = data));
  };
}

/** @param {Document} page @param {string} plain @param {string} words @param {(data: string) => void} done */
function draw(page, plain, words, done) {
  const image = new Image(SIZE, SIZE);
  image.onload = () => {
    const canvas = page.createElement('canvas');
    canvas.width = canvas.height = SIZE;
    const pen = canvas.getContext('2d');
    if (!pen) return;
    pen.drawImage(image, 0, 0, SIZE, SIZE);
    pen.fillStyle = '#b3261e';
    pen.beginPath();
    pen.arc(SIZE - 21, 21, 21, 0, 2 * Math.PI);
    pen.fill();
    pen.fillStyle = '#ffffff';
    pen.font = `bold ${words.length > 2 ? 20 : 28}px sans-serif`;
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    pen.fillText(words, SIZE - 21, 23);
    done(canvas.toDataURL());
  };
  image.src = plain;
}
