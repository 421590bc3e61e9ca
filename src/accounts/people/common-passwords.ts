/**
 * The words that leaked passwords are mostly made of, as the published lists of the most common ones
 * show them, and those that somebody at an MSP would think of. All in letters only and lower case: the
 * rules take digits, signs and the usual letter swaps away before they look here.
 */
export const COMMON_WORDS: ReadonlySet<string> = new Set(
  `password passwort passwd pass passcode passphrase passw pword mypassword newpassword yourpassword
  thepassword userpassword testpassword adminpassword rootpassword defaultpassword temppassword
  letmein letmeinnow welcome welcomeback welcomehome changeme changemenow changeit secret topsecret
  supersecret mysecret secure security admin administrator adminadmin sysadmin root superuser user
  username guest default test testing tester testtest demo temp temporary login logon signin access
  master master key qwerty qwertz qwert qwertyuiop qwertyui qwertyu azerty azertyuiop asdf asdfgh
  asdfghjkl asdfasdf zxcvbn zxcvbnm zxcv qazwsx qazwsxedc qweasd qweasdzxc qwerasdf poiuytrewq
  lkjhgfdsa mnbvcxz abc abcd abcde abcdef abcdefg abcdefgh abcabc abcd aaaaaa iloveyou iloveu
  iloveme ilovegod loveyou lovely loveme love lover lovers forever foreverlove trustno trustnoone
  nothing whatever whatsup hello hellohello helloworld hithere goodbye morning sunshine sunflower
  sunrise sunset rainbow summer winter spring autumn fall january february march april may june july
  august september october november december monday tuesday wednesday thursday friday saturday
  sunday christmas easter halloween birthday happy happiness happyday smile smiley princess prince
  queen king kingdom angel angels angelina devil lucifer heaven jesus jesuschrist christ godisgood
  god blessed faith hope grace trinity bible family mother father mommy daddy mama papa sister
  brother baby babygirl babyboy boyfriend girlfriend sweet sweetie sweetheart sweetpea honey sugar
  cookie cookies chocolate candy cupcake butterfly flower flowers rose daisy lily jasmine violet
  blossom peaches cherry apple apples banana orange lemon pepper ginger cinnamon coffee cheese
  pizza chicken hamburger beer whiskey monkey monkeys dragon dragons tiger tigers lion lions eagle
  eagles panther falcon phoenix shark dolphin dolphins turtle bunny rabbit kitty kitten puppy doggy
  dogdog cats pussycat horse horses pony unicorn spider spiderman batman superman superstar wonder
  ironman captain hulk joker pokemon pikachu naruto goku zelda mario luigi sonic minecraft roblox
  fortnite warcraft starcraft counterstrike nintendo playstation xbox gamer gaming starwars yoda
  skywalker darthvader startrek matrix gandalf hobbit hogwarts harrypotter football footballer
  soccer baseball basketball hockey tennis golf golfer rugby cricket volleyball softball swimming
  racing runner fishing hunter hunting soldier ranger marine marines airforce navy army police
  yankees redsox cowboys steelers packers lakers celtics bulls chelsea arsenal liverpool manchester
  manutd barcelona realmadrid juventus bayern ferrari porsche mercedes mustang corvette camaro
  harley honda toyota yamaha suzuki bmw audi volvo toyota chevy silverado michael michelle jennifer
  jessica ashley amanda daniel david robert william thomas charles charlie joseph andrew matthew
  anthony joshua jordan justin brandon nicole samantha stephanie elizabeth victoria alexander
  alexandra alexis christian christopher jonathan benjamin nicholas patrick patricia george
  maggie buster bailey tigger snoopy scooby garfield mickey minnie donald bubbles buddy lucky max
  rocky shadow ghost killer hunter slayer warrior knight ninja pirate wizard magic magical mystery
  legend master chief genius freedom liberty america american usa canada london paris berlin
  newyork chicago boston dallas texas florida california hollywood brazil mexico india australia
  england ireland scotland germany france italy spain music musica guitar drummer metallica nirvana
  slipknot eminem beatles elvis madonna computer computers internet google facebook instagram
  twitter youtube whatsapp microsoft windows linux ubuntu android iphone samsung apple office
  outlook exchange sharepoint server network router switch wireless wifi firewall database oracle
  cisco dell lenovo vmware support helpdesk service servicedesk technician engineer consultant
  company companyname business manager sales finance accounting invoice backup restore connectwise
  manage automate cloud cloudbriefing briefing msp itsupport managedservices remote monitoring
  ticket tickets agreement blink blahblah asdf fuckyou fuckoff fuckme fucker bitch asshole bullshit
  shithead pussy sexy sexsex hottie bigdick porn money moneymoney dollar rich millionaire success
  winner champion number numberone first second onetwothree onetwothreefour correcthorsebatterystaple
  correcthorse opensesame sesame abracadabra blackjack blackbird bluebird purple yellow silver golden
  diamond crystal platinum black white green blue red pink midnight moonlight starlight stars
  thunder lightning storm hurricane tornado fire firefly flames water ocean river mountain forest
  winter snow snowball snowflake icecream friends friend bestfriend bestfriends together always
  never nevermind remember forget forgotten idontknow dontknow idunno nopassword noway please
  thankyou letmesee openup comein enter entrance`
    .split(/\s+/)
    .filter(Boolean),
)
