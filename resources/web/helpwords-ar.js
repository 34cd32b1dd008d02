// @ts-check
// What the visitor's page says in Arabic: a part, for those who read it.
import common from '../../translations/page/ar.js';
import own from '../../translations/page/help-ar.js';

export default { ...common, ...own };
