// @ts-check
// What the chat says in Arabic: a part, for those who read it.
import common from '../../translations/page/ar.js';
import own from '../../translations/page/chat-ar.js';

export default { ...common, ...own };
