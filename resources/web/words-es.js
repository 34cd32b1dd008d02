// @ts-check
// What the chat says in Spanish: a part, for those who read it.
import common from '../../translations/page/es.js';
import own from '../../translations/page/chat-es.js';

export default { ...common, ...own };
