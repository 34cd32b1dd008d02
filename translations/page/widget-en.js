// What the button in other pages says (/widget.js), in English.
export default {
  widgetHelp: 'Help',
  widgetClose: 'Close',
  widgetTab: 'Open in a new tab',
  widgetCannot: 'The help desk cannot be shown inside this page. It opens in a tab of its own.',
  widgetUnread: { one: '{n} new message', other: '{n} new messages' },
};
