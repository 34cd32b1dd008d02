// @ts-check
// What the visitor's page says in Spanish: a part, for those who read it.
import common from '../../translations/page/es.js';
import own from '../../translations/page/help-es.js';

export default { ...common, ...own };
