/**
 * The most common passwords, in descending order of frequency: `passwords.json` of the package
 * `@zxcvbn-ts/language-common` 4.1.3 (MIT licence; copyright 2012-2016 Dan Wheeler and Dropbox, Inc., 2021 @zxcvbn-ts),
 * which is compiled from published leaks. Omitted: words of fewer than 5 characters; words that are another word of the
 * list followed by digits or symbols; and `secret`, because scripts based on the examples of this project register with
 * `Secret-123`.
 */
const WORDS = `
123456 password 12345678 qwerty 123456789 12345 111111 1234567 dragon 123123 baseball abc123 football monkey letmein
shadow master 696969 michael mustang 666666 qwertyuiop 123321 1234567890 pussy superman 1qaz2wsx 7777777 fuckyou
jordan qazwsx jennifer 123qwe 000000 killer hunter harley zxcvbnm asdfgh buster andrew batman soccer tigger charlie
robert sunshine thomas iloveyou fuckme ranger daniel hockey george computer michelle jessica starwars asshole pepper
klaster 112233 zxcvbn freedom princess joshua maggie ginger 11111111 131313 amanda ashley cheese 159753 nicole summer
matthew chelsea dallas biteme matrix william yankees taylor corvette austin access martin heather thunder merlin
diamond hello anthony hammer fucker 1234qwer silver gfhjkm justin patrick richard bailey internet samantha golfer
scooter orange cookie maverick jackson sparky mickey phoenix bigdog snoopy guitar whatever chicken morgan andrea
camaro mercedes peanut ferrari cowboy falcon welcome samsung steelers joseph smokey dakota melissa arsenal boomer
eagles tigers marina nascar booboo gateway porsche yellow monster spider diablo hannah bulldog junior london purple
compaq lakers iceman qwer1234 hardcore cowboys money banana ncc1701 boston brandon tennis johnny miller coffee scooby
123654 edward nikita mother yamaha brandy barney chester fuckoff oliver charles player knight forever steven rangers
midnight chicago bigdaddy redsox victoria badboy angel please fender chris jasper james slayer rabbit natasha rachel
bigdick marine wizard marlboro raiders prince casper fishing flower crystal jasmine panties iwantu adidas winner
winter gandalf enter ghbdtn 1q2w3e4r angela golden lauren cocacola winston madison angels blowme panther sexsex
bigtits spanky bitch shannon sophie johnson asdfasdf david horny thx1138 toyota tiger murphy canada danielle 12344321
blowjob 8675309 jonathan liverpoo muffin cooper apples jackie dennis black passw0rd abcd1234 sandra pokemon 123abc
slipknot carlos qazxsw 123456a scorpion qwaszx nathan butter startrek rainbow asdfghjkl redskins newyork gemini
cameron qazwsxedc florida liverpool turtle nicholas viking booger wilson sierra butthead doctor rocket 159357 victor
dolphins captain bandit jaguar packers pookie peaches 789456 dolphin helpme tucker theman tiffany maxwell jeremy
qwertyui shithead debbie albert maddog lovers monica united giants nirvana metallic hotdog rosebud mountain benjamin
warrior stupid elephant suckit success bond007 jackass bonnie alexis lucky jason scorpio samson rush2112 azerty freddy
driver willie calvin 1q2w3e4r5t sydney gators dexter red123 12345a 123456q bubba creative voodoo happy arthur trouble
america nissan gunner rebecca stella garfield gordon jessie bullshit parker asdfghjk fucking apollo eminem december
legend airborne beavis august apple brooklyn godzilla skippy buddy 4815162342 qwert kitten magic shelby beaver phantom
nothing asdasd williams xavier braves darkness travis copper tomcat platinum qweqwe girls 01012011 bigboy green power
102030 animal police 11223344 online voyager lifehack 12qwaszx sniper 315475 trinity walter blazer heaven lover
snowball playboy bubbles loveme hooters cricket marvin willow donkey topgun nintendo saturn family november gabriel
destiny pakistan pumpkin digital sergey chance explorer redwings private therock runner 789456123 lasvegas guinness
beatles cassie christin asdf1234 celtic broncos andrey 007007 babygirl nelson donald scott eclipse cartman fluffy
louise michigan testing carolina little samuel alexande birdie steve cherry pantera sharon gibson vampire mexico
dickhead peter buffalo montana genius flyers maximus school minecraft lovely stalker metallica doggie carter kristina
kimberly spencer speedy barbara snickers sabrina carmen marcus bronco yankee friends paradise lol123 dreams magnum
horses caroline 147258369 lacrosse ou812 goober member qwertyu enigma scotty pimpin bollocks brian surfer sammy
genesis poohbear asd123 qweasdzxc racing friend hawaii billy viper october vanessa poopoo einstein boobies stanley
12345q walker bitches drowssap stephen courtney simple alaska badger action denise jester 111222 spitfire drummer
forest patricia maryjane champion diesel svetlana friday kevin gregory pamela frank hotrod 147258 chevy anderson
douglas westside security google badass shorty tester thumper hitman mozart general reddog boobs zaq12wsx music 010203
lizard alexander melanie a123456 ruslan 123456789a vincent eagle 1232323q sweet teresa scarface 147852 a12345 marshall
olivia veronica porno buddha spirit frankie stargate antonio liberty natalie mercury naruto qwe123 12345qwert suzuki
semperfi popcorn spooky marley system brittany claudia kelly scotland kitty cherokee vikings simpsons death leslie
rascal qweasd jimmy loveyou hummer allison rocky patches russia adrian jupiter penguin cumshot howard passion honda
vfhbyf andre vladimir franklin sandman 123789 infinity homer bastard raider passport assman sucker fantasy bulldogs
1234554321 horney domino budlight ironman disney norman usuckballz1 softball bishop francis brutus redrum brooke
bigred jeffrey jesus fktrcfylh karina marines kawasaki digger ireland oksana fireman cougar college alicia russell
houston monday bradley sarah nigger justice super wildcats tinker duncan dancer logitech avalon swordfis everton
reggie motorola alexandr molly timothy hentai claire patriots madonna colorado eugene ducati kermit juventus indian
connor galore freeuser smooth house titanic boogie simpson warcraft wolverin elizabet arizona saints valentin georgia
asdfg test123 accord baxter denver mitchell christ yfnfif smith stinky zachary roland naughty ncc1701d spiderma
chopper brenda extreme virginia water skyline zombie pearljam froggy pirate fylhtq vision 123qweasd awesome alyssa
dreamer predator bullet empire kirill 123123a people penis elvis panthers skipper nemesis peekaboo rasdzv3 simon
alison rolltide american cardinal arnold chevelle daddy psycho danger mookie wanker manutd 9379992 tommy hobbes vegeta
goblue 852456 burton fyfcnfcbz picard 159951 bobby windows loverboy lovelove vfrcbv victory 123654789 bambam turkey
serega tweety hiphop galina changeme rooster polina berlin suckme taurus electric ronald avatar 134679 raptor maksim
spring brazil bigcock newport kenneth hendrix madmax england alpha sublime britney france darkside bigman hercules
lawrence wolfpack classic lincoln ronaldo 741852963 spiderman 1q2w3e blizzard cheyenne 123456789q wombat cjkysirj
raymond brother kristen pandora devils zxc123 simone holiday wildcat horse kramer 12312 147852369 sterling caesar
alabama carrie bondage basketball sports pussycat pickle leather shaggy chronic flowers qaz123 qqq111 robbie admin
gracie amber freepass airplane perfect kodiak billybob katana sunset crazy stingray maria snowman phpbb chocolat
zeppelin garcia detroit wolves pontiac candy firebird vagina gundam panzer outlaw pretty fisher connie honey business
trevor redhead hardon greenday tarheels 01011980 nastya hellfire cobra engineer savage service serenity sasha michele
lickme fireball 1029384756 white remember darkstar miranda flash 01011 124578 harvey oscar strike freddie pavilion
beauty bobafett 01012000 dbrnjhbz bigmac clinton bowling jenny natali future harrison jones wallace swimming apache
rulez pyramid dodgers whynot fuckit defender teens morris trooper 135790 cancer precious packard lucifer popeye weasel
142536 raven icecream stewart tanner swordfish blonde sandy presario rockstar viktor manager cheryl norton control
wutang airforce julian atlanta spike thailand looking casino 741852 21122112 paris mouse lennon 456123 bluebird theone
hawkeye hacker dustin elaine nfnmzyf sailor catfish goldfish maxima tattoo barbie light design pervert machine herman
wrangler rocks trucks nipples roscoe tornado jerry lights bubble cadillac 666999 madman orlando pegasus target
longhorn laura philip browns eatme stefan cannon dilbert baller microsoft winnie christia katie shooter xfiles qazqaz
lesbian street seattle corona amateur cthutq prelude 246810 beach malibu freaky assassin integra atlantis 123qweasdzxc
pussies dragons iloveu unicorn lonewolf regina 753951 stealth kristin peewee openup bobcat stacey software newton
leonardo student srinivas angelina young enjoy valentina trigger zaqwsx lolita athena shotgun coyote bruins veronika
dollar country joker babydoll lestat wordpass hottie smiley potter random sweety butterfly woody chipper snake samurai
video gizmo maddie devildog valerie mistress flipper express powers soso123aljg cessna teacher goldie moose polaris
piglet cookies elena montreal hjvfirf ladies wolfgang fatboy scully father single wicked daisy fetish foobar castle
tickle bunny pepsi balls transam dfvgbh 31415926 oicu812 impala sunday booty hotstuff ronnie jasmin gambit toshiba
basketba lancer birthday texas stephani hooker knicks 314159 roberto stinger testtest kathleen savannah shamrock
benson squirt deftones trucker redneck goldberg alfred blaster siemens shelly renegade manson subaru ibanez blondie
hamilton casey swinger reaper cristina minnie mylove harry galaxy lindsay dudley farmer gloria special blahblah
enterpri 1234abcd travel bigone sweetpea sugar smoke skeeter fucked indiana great ficken trfnthbyf freeman curtis
smitty marino joanne bigfoot escort babes check larisa trumpet tristan spartan babylon asdfghj sister valera stormy
paladin andreas cavalier marathon hamlet aardvark butterfl bigboobs mister manchester rusty napoleon seven indigo
hornet skater jerome pierre wonder toronto indians karate buckeyes 01011990 julie hesoyam fredfred charger highland
sweetie holland 1qaz2wsx3edc chiefs diamonds buckeye aurora hotsex campbell griffin brandi redman passwor chandler
drpepper monika maiden elizabeth leonard bernie brown pornstar garden storm autumn 12345678910 linda thuglife millie
jungle pencil tomtom insane pizza timber sherlock mariah audrey 1a2b3c hamster aragorn pioneer techno catdog lollol
triumph sidney 141627 321654 fktrctq sophia morpheus island wetpussy hobbit blabla erotic aaron pascal sampson
consumer justme marion stones chrissy tyler nadine marie goforit burger pitbull kelsey adgjmptw spartak german karen
kissme hunting kaiser martha colors artist harold italia sammie barcelona mario nicolas virgin pebbles sundance
isabella overlord emerald callie doggy irina racecar isabelle germany 1478963 goddess change wesley nipple basket
joejoe holly poison zipper alpine shirley element huskers marcel eddie danny christy pussys sakura chichi inside
ultimate dirty nicola ncc1701e blackie q12345 omega watson rommel geronimo nikki caserta trojan philips sergio nugget
tarzan bassman warren trixie chicks aleksandr cream webster sherry manuel portugal dodger anakin bobbob bomber michel
madness superfly q1w2e3r4t5y6 loser 123asd florence yvonne fatcat global ybrbnf energy desire soldier bianca sexual
warlock martina 951753 11235813 51505150 andrei larry seminole peace alejandr westham concrete harris margaret hector
christop naked ladybug network bernard tintin qazxswedc trombone chuck pleasure rhbcnbyf history bluesky sherman logan
january onelove cotton christian cdtnkfyf sunny archie holden whore brianna vfvjxrf titans stallion lindsey singer
truck smile party missy hansolo angelo joanna natalia beagle phillip panama smiles blue22 juice qawsed inferno
mongoose connect kingkong snatch flatron sex4me bluemoon turbo rocker personal emily blessed snakes dominic forget
finger beetle jamaica alberto a1234567 mulder jamie susan immortal passat plastic 123454321 dietcoke spunky whiskey
monitor giovanni cactus ripper spyder markus planet patton exigen sticky waters sluts nolimit daniela hollywoo abigail
morrison katrina trunks 1234321 assass always diana deedee 14789632 clifford april speed japan mission pickles million
sailing freak holmes bonehead fernando ghbdtnbr 112358 911911 charlott delta yomama darren rubber newman 1123581321
faster cumming bertha memphis sylvia ilovesex maurice hongkong jumper unreal geheim rodney nylons sebastia pentium
legion shalom kennedy 555666 brooks movie dodge dream graham sprite curious pacific loulou funtime philly ferret
niners orion werewolf milton cantona kingdom stars africa office boeing gilbert abgrtyu pirates sheila french sweets
cooldude palmer eternity lollipop tottenha stocking monique anything foster irish jackoff 7895123 biscuit drizzt
camera columbia fossil moomoo makaveli tracey colt45 robinson isabel martini salmon shasta jersey verbatim maniac
snapper nasty solomon patriot jacob standard shaved blackcat asdzxc punkrock raistlin infantry dillon gerald twister
ricardo waterloo cjkywt clayton crimson serena 01012010 oxford maxmax denis flight condor seinfeld silvia biggie
maxine musicman ravens teddy colleen bruce wolfman sharks megadeth cosmos velvet keeper foxtrot garrett damien anton
sesame skywalke gn56gn56 banshee squirrel wolverine sunrise ghost western grendel sucks roxanne privet legolas felix
marlin stone herbert lvbnhbq qazwsxed carrot blades frosty stardust 121314 helena brownie groovy penny butler coolio
twilight daytona licker peanuts intrepid pikachu trains mollie vanhalen jericho hershey strider lobster punisher grace
zaq123 bottom ninja 1234567a murray kansas shogun goblin search neptune showtime darwin amadeus suzanne fuckfuck
111222333 oldman bruno showme henry getsome muscle obiwan support rfrfirf skittles ekaterina whitney shark maestro
danni tanker english tarheel fighter thanks blue123 hannibal capital newlife anubis gothic chaos blues cindy sabine
roman preston princes brendan slick 123456z evelyn python test1 richie tequila devil clover delete mirage blood
surfing 1q2w3e4r5t6y bentley portland potato baggins review porter chubby panasonic sandiego sooners buffy derrick
penelope blackdog harmony fusion mature malcolm allen buttons 1a2b3c4d californ safety playtime dagger moscow swallow
warriors byteme stimpy gangster lucas christine turner iverson lester chargers liquid asdf123 mushroom cracker
dingdong misty nymets 456852 robin bigguy mobile tazman nimrod newpass miami crusader bugger stranger dkflbvbh
anastasia marco volume masters monroe miguel doodle collins powder archer gotcha battle dublin slapshot guardian
147896325 janice charly septembe photos knights short angelica nookie milano scarlett stuart damian grizzly 123098
123321123 camille scruffy brasil latino kittycat poopie munchkin lorenzo rammstein 1passwor bananas barcelon santiago
thegame world gerard picasso walnut kolobok blackman wisdom trance starcraft parrot quality blade auburn goodluck
eatshit dorothy dusty engine coltrane gorilla wheels katerina tamara postal fuck_inside luther pass123 carlo cassidy
discover oakland spanking osiris dumbass 192837465 lonestar bridge bingo bender annie stonecol dookie meridian sally
megaman 25802580 racerx rjntyjr sirius firefly julia alexandra madrid terry griffey women phoebe zaq1xsw2 weezer
beautiful violet ledzep lowrider randy gangsta ghjcnj paradox tacobell 123698745 loving catalina vertigo halflife
carson sergei shiloh johnjohn sobaka buffett aliens sadie chucky bonjour kangaroo thompson sinner socrates keyboard
0.0.000 stevie trebor finish sprint shazam national celica scarlet hoover sommer frances hotboy cynthia qwerasdf
12369874 penguins formula rebels fuckface elwood melvin vacation ragnarok bollox lexmark mailcreated5240 lorraine
258456 claude rockon dodgeram tacoma romeo wookie prodigy tempest vfhecz flames sebastian colombia kitkat oblivion
mystery sithlord server molson mustangs incubus smoker 123qaz window scoobydo rescue bigballs zxcv1234 carpet titleist
richmond director lawyer megan magnolia celeste melinda wright jimbob golfing kenny roger bobbie xanadu tardis
blueeyes hearts dixie pooper shaman mersedes 102938 12312312 springer imagine janine kenwood 123zxc garbage martinez
topper roberts lizzie ashton elliott oracle sheena chloe nuttertools mallard 123987 1122334455 analsex shemale mikey
asterix faith monkeys imperial jimbo cooler grateful gillian peterpan kingston yourmom sleepy gremlin printer hudson
pa55word freckles birdman aussie esther defiant margarita 445566 deadhead anime tatyana jackal frogger bridget wayne
research tobias mariners rootbeer blondes donnie katrin weather aspirine frederic parola photo children account israel
stephanie shaolin noodles celine willy willis forgot hallo mandy 11112222 rogers palace santos ohyeah magnus laurie
creampie amazon kisses queen ludwig fatass plymouth justdoit assfuck nellie 1234567q 12121 987456 6751520 putter
broken nopass letsgo bryan bones tatiana camel champs lightnin massive camelot bosco deanna gizmodo spidey caliente
aezakmi 456654 goodtime mypass roller catherin active payton lonely redalert brucelee smokin porkchop astros aquarius
thankyou atomic fletcher shopping mason marian vanilla unknown sapphire temple marvel beckham qazwsxedcrfv kaktus
753159 myself sooner blacky hastings blackjac aggies scream picture 123321q abc12 judith iforgot kasper cxfcnmt
bangkok 01012001 shitty spectrum eduard vader jammer painter primus veritas ernest kristi chevrole amsterdam slappy
valley hitler clancy spankme granny avenger satan usa123 rosemary husker candyman beatrice scrappy john316 simba
falcons dylan harder atlantic labrador 123456qwerty smudge syracuse southern melody timmy elijah center darling throat
stuff fatman krishna sanchez pancho gator pacman commando vulcan clitoris lemons alice 8j4ye3uz boner keith odessa
barkley monopoly method kelley punkin pineappl celtics lesbians 223344 space gangbang bennett area51 flyboy hamburg
aaa111 asian carol spartans tricky romashka 123456aa snuggles infiniti anders billie drago blake hermes jesse goose
jeremiah vivian annette homerun forrest carolyn 1234567890q topcat hayden cosworth vectra grover goodbye charlotte
cuddles bossman horndog doberman telefon qawsedrf ivanov durango peugeot franco plumber rbhbkk pauline exigent laguna
emmanuel webmaster bowler leopard strong theking redbull beast viktoria breeze topdog starbuck dance dalton fuckers
hungry beefcake reality gjkbyf speaker shelley godsmack clarence writer loveit kingpin nokia valhalla night starfish
anarchy herbie blacks content 906090 sailboat desert fitness brando bohica achilles tractor ncc1701a drake hidden
kicker labtec napass pa55w0rd amelia tuesday frontier swingers caitlin muppet terror legacy farside terminator bella
matilda kentucky doughboy ramona butthole phillies jrcfyf 789654 camels dannyboy oakley nebraska latin double
qwertyuio sabbath chang pinkfloy homers striker looker fallen maryland luckydog azamat september iguana oklahoma
moloko vfrcbvrf javier vette daniil command rhonda studio pistol miles skiing franky stoner conrad select tanya houses
boris puppy elliot charmed vladik nathalie whocares 666777 maynard vkontakte ihateyou puppies zidane eileen dilligaf
crash mandingo moneys tyrone funny nevada kotenok mystic california 123457 budman church carlton rafael technics stick
golfball rookie panda laptop today 01011991 jennie triton river trojans bunghole zvezda 132435 15426378 hurrican
central stripper filter jethro gustav escape aberdeen shane lespaul rfnthbyf enterprise butch dthjybrf 963852 1366613
cutter splash handsome oilers randall nofear cupcake excalibu momoney gbpltw bigger belinda svetik possum metal moocow
brothers bethany keystone babyboy flamingo firefox bogdan ccbill passwort soleil lancelot vipers marilyn tdutybq
juliet leader madden russian australia sabina chase coolman babies skinny zaphod kamikaze verona bacon noodle rebel
doobie designer deadman attack vortex killme dogman gopher somethin danila 12332 reagan cancel torres 000007 freaks
azsxdc sassy donna dracula poncho bearbear boots engage deskjet bradford hammers deeznuts warhammer tight justine
ralph fabian lewis blueblue marissa oregon bubbas sinatra hilton meatball mailman dawson columbus manchest cthulhu
macdaddy mighty michaela grandma ready sterlin cartoon summit 123456789z sentinel tolkien bicycle beverly breast
lickit kathy meghan universe capone jenna julius wendy bryant truelove helen 123456k nancy eatpussy hailey chair
362436 bowser kathryn sexygirl fernand eleven rockets billyboy military demon davis jamesbon iloveyo traffic saint
redhot microsof sonic miracle microlab gofish pantyhos pilot lifetime rugby mayday aikido star69 01011985 conner
cutlass thekid theodore titties sweden function polska danie 73501505 market scotch lansing elvira bloody hustler
anfield catman bonita tracy 1234qwe cheers tinman airbus peters china azsxdcfv santana hayley station gabrie scottie
orioles 01011970 charlton fortuna dfkthbz rustam warlord retard fatima ultima bigmoney 4runner rotten betty grumpy
oranges superstar fordf150 asdfjkl boxing xtreme denali selena zxcasd huskies 128500 terminal wilbur kristy wildfire
vladislav bikini hollywood mayhem sultan gretchen figaro sixers sparta saratoga 321654987 running 01011981 models
greenbay cancun marlene trinidad tammy chewie crunch bigbird mellon bigtime fashion piccolo fabie 789123 rjirfrgbde
rovers meatloaf hyperion sandro rightnow jarhead armani treasure miriam hansen natural 01011986 lisalisa sport bizkit
maradona sayang charli rfhbyf utopia anaconda japanese camilla coconut govols emerson memory catherine cosmo cruise
giant ricky dragoon woofwoof giorgi packer pass1234 poontang illini christopher davids zaqxsw pedro sticks revenge
exodus reebok chanel albatros cabbage wally beaner quincy greens tomato chief richards adriana kenworth deborah cooter
dinosaur holyshit eeyore movies lionking creamy adult poodle tsunami happyday 321123 knopka bogart corrado volley
chickens orgasm whisper flying first chocolate walleye hopper twisted chaser memorex ericsson 100000 jensen positive
crazybab science frisco zorro romance sherwood shania rereirf sausage milana tasha vfvekz profit zenith fugazi junebug
clemson polniypizdec0211 tootsie fktrcfylhf comics zxcasdqwe vfczyz 150781 werner aspire hardrock condom cocks rachael
gringo anhyeuem madeline becky canon february alien abc12345 harper stocks marcos clapton roberta coleman applepie
skywalker fubar theresa koshka tundra vitalik arjay gmoney bigsexy ingrid pillow fingers samiam davidson skorpion
candle nobody hellyeah better australi rockhard bears sparkle johanna everest rfrnec hedgehog 13243546 wolfie yosemite
marisa voyeur baddog jazzman dicks cheetah 1qa2ws3ed slacker steele mikemike pooppoop barsik valeria deniska br0d3r
fright karolina kirsten vfksirf kenshin bootie cyclone starship monty balloon maxell dildo rupert 0.0.0.000 milena
bonsai salvador greatone vernon 50cent slider lillian admiral cecilia stolen albion midget fuckin freeporn nikola
hithere 222333 78945612 damnit dinamo francois cheng calico duchess scratch powell stefano fortune nyjets artemis
robotech roadkill backdoor rastaman fiesta felicia alliance fletch jerkoff killbill goliath cinnamon rambler malaka
tekken sojdlg123aljg 321456 18436572 963852741 carrera bangbang jeanette fritz ramses operator shado duster spank
wibble alibaba mechanic keywest sword amsterda hal9000 bristol pingpong rasputin marianne hooter rctybz sanders faggot
krista presto majestic 332211 nguyen fowler passwords buttman spurs pompey trident viagra kipper kingfish gotohell
angie guest garage heidi mattie slutty isaiah steeler wrestlin pooter divine clipper charley macross railroad 420247
seamus swimmer ne1469 jokers thursday chico a123456789 solnce kimber guiness pussie mathew nature matador sparks
typhoon secret1 retired subway slave ivanova ghetto florian love69 vermont ktyjxrf lolipop spears yzerman peterson
magick phillips cinder nwo4life shearer pupsik dfkthf allsop 162534 456321 000001 qwer123 grapes 123123q pippen belle
venus kcj9wx5n sex123 dammit barry caveman critter underdog r2d2c3po skydive renault onlyme murder snoopdog jayhawk
hotshot caramel broadway kinky theboss fuckher train trout umbrella feather credit splinter depeche seeker fuckthis
respect crysis direct animals chemical cyclops 122333 135246 789987 123789456 chivas jamesbond blackhaw passpass
sinclair megapass beanie translator helloo magicman cunts fishes supersta giuseppe caligula juggalo frozen quattro
meredith wassup rosie bullseye saturday pornos cohiba floppy alucard deacon heart tabitha kristine tunafish xbox360
dkflbckfd kickass p0015123 10203 200000 7753191 12131415 vietnam kendall pearl safari gonzo crawford bob123 klingon
looser goalie damage maureen tazmania cigars facial deepthroat malina silence samara dfktynbyf cruiser vector tommyboy
banker horizon chainsaw button bigbear forfun abraham 123456r astrid carole andres sharky vh5150 royals christina
small misfit yousuck louis fallout scania nudist getmoney budweise believe brighton absolut kungfu kostya monaco
gunners vfhufhbnf mamapapa minime blueboy penthous chrisbln steph whitey europa bertie daphne groucho champ benny
grant mirror village trader stroke walrus susanne number sabres nipper woman floyd snowboar undertaker flounder
moneyman patty bottle love123 kahuna canadian wolf359 viewsonic coolguy rules downtown wagner strange fabric trisha
italian ybrjkfq cypress 01011989 eastside sneakers passme topher golfgolf barber sinbad frodo panasoni craig mybaby
skidoo massimo jillian cat123 q123456 sparrow senior dalejr thecat snapple mondeo leanne emmitt thanatos z1x2c3
ghjcnjnfr maximum smegma thesims whitesox chong 778899 2128506 bonkers poseidon musica johannes gargoyle olivier
hambone bluedog intruder sunnyday cyber compute smelly spawn wapbbs answer studly poppy paper simona solution newcastl
adonis goodman sexxxx europe goldstar again quantum buckshot static dollars 01011988 titanium erica danzig jabroni
library journey beastie chrono 555777 edwards test1234 gunnar federico custom lance 1qwerty assholes daewoo briana
watcher albina sunflowe dorian babyblue premier staples stereo westwood usnavy boomboom fresh sasuke dharma pisces
motherlode multiplelo sapper scanner marius racer callaway bayern rover lamont rivers snoop walmart micheal starfire
theend steel erotica aaliyah doogie renee paintbal sexy69 paint 123qwerty tyson newbie knickers lokomotiv 112211
192837 hotred ufkbyf laurel shawn 12345z wasser jessic thirteen rjycnfynby avalanch outkast truman magpie scout
philippe poetry havefun michell cubbies losers hotpussy deejay fghtkm droopy blossom 333666 777888 allmine 01011984
zerocool janet tomorrow godfather greece second reading greene sascha busted bimmer original cbr600 ocean builder
demons nitram pudding bounce donuts 01011987 fucku jeanne idontknow aleksey vfvfgfgf leonid smokes mylife beerbeer
redfish working rodman beaches 1x2zkg8w hairy contact start bogey prissy 123456s gegcbr tights insert carla dante
beretta francesc jewels searay padres celeron mittens quartz ziggy diehard micron syncmaster cornell christie stunner
rtyuehe hoosier peyton paintball monalisa queens terrapin a1s2d3 spongebob attitude backup whisky clevelan cedric
marin barefoot artur chuckles barrett meathead bigass ou8122 titty gretzky 02071986 kosmos cfitymrf biggles cambiami
sexy1 12345678q 03082006 thongs blessing aleksandra twinkle gladiator gollum southpark rabota mazafaka 336699 goodboy
carbon scuba tango stoney brent weaver volvo footbal pianoman gaston casanova traveler clark stumpy hawkeyes clarinet
looney mommy maggot felipe bucket eduardo freeze sound sexyman johnboy snapon deeznutz warthog vegas rooney futbol
filthy steam carina 90210 10203040 123aaa mustard boricua meowmeow maste mellow love1 abc1234 sunshin bengals combat
goofy whatsup sauron krystal alina prophet lovesex twins triangle booker reefer nickel venice xander strip valencia
01011910 rhiannon smeghead valeri andromeda 12qwas 12345679 diver cerberus sputnik groove lambert usarmy tiberius
zigzag sting abcd123 welder radio petra focus gabriell candice salamander eternal motley resident hayabusa marcia
rambo together rainman poochie purdue redwood ripple buzzard redwing boobie juliette monke hokies phish crjhgbjy
jagger rockford goldwing 10101 brewster bermuda thegreat proxy confused badgirl bacardi derek whiskers spaceman
starman trial karma claudio 12qw34er allstar carolin gesperrt swords rasta wildman nikolay slinky wrestling mohammed
pinhead hacked sersolution overkill rhfcjnrf mishka montgom240 123451 banane person public fester something 12345qwe
lions helmet ripken frisky changed games higgins trapper piper windsor supreme ib6ub9 kaylee athens norway runescape
oasis hurley lightning dbrnjh 11223 235689 784512 14725836 19411945 darius midway hoosiers vinnie recovery cicero
napster lionel amazing tracker laser 01011992 adrienne roadking menace secure stoned br549 thedog sacred squash
smoking illusion 01091989 woohoo medicine antoine leavemealone bagira megatron 787898 5551212 orchid reader comet
clown zippy company doghouse stacy maxim 12345678a paula bravo buddah jaybird chuckie morning peach hanna chuang
mortgage idiot heineken saleen rulezzz massage sonics moonlight butts motherfucker 02071982 pobeda benfica poker
kashmir realmadrid balloons optimus chunky gsxr750 tinkerbell 135792468 common starter brewer babyface pants gregor
dogfood hardcock deluxe bigmike 01011975 blackbir bookworm hampton jeffery salomon godfathe meister angus intel
seahawks talisman blackjack eraser collin pissing hawaiian zhong 7779311 michae berger alphabet tricia beautifu misha
maryann 123456654321 adams riley xxx123 really mortimer tongue century sancho remote darkman buddie roadrunn pizzas
lexus medusa health stalin toledo cubswin dutch lilly beowulf charlene willia christmas handyman pacers unique eleanor
clouds cgfhnfr breasts chinook just4me 01011993 wedding calgary dutchess heckfy max123 ludmila 12301230 shell because
cheater famous delphi cathy wareagle martine gromit sponge ashlee valkyrie glory passwd idontkno smiths mohamed
teddybea killers boxster dragonball babybaby mermaid satana bhbirf foryou qazzaq puddin shang inuyasha stanford
peacock assword misery desiree barnes sullivan beamer diggler medical 1pussy wishbone circle property ripley thedude
cloud fisting alexia beemer jayden gameover redline venera salsero adam12 fytxrf sergi kittykat spanish sinister india
vedder gonavy manowar 02021987 novell colonel rancid 147369 chrome friendly aa123456 destroy titten electra polly
geoffrey eureka onetime phone katherine lakota claymore hotbox banner madina 02011985 manuela bitchass sporting
bartman matthews checkers playing 01011977 02041986 carmel gabriela dfcbkbq nimbus wrestle bulls 02081988 jktymrf
alexalex preacher gamecube 02051986 mustafa svoboda 123321a circus armagedon alenka playstation z1x2c3v4 zheng
02091987 12011987 magical claudi rhtdtlrj pablo thumbs camper doitnow goaway subzero charity hootie pissoff jammin
blackout darrell cocaine bcfields skylar rolling loaded milkman lotus davide bigbutt electron johann 12345t cheeks
skate silverad lighter 02021988 hassan 02031986 pothead gobucks 123456qw squall thunderb 02101985 courage pippin
ghostrider antoni kaitlyn 654123 794613 reynolds cannabis xerxes ipswich ninjas mango farley lucille pinky jimmie
dieter annika mitch southpar marika dickie jetski finance tdutybz dianne forward jenkins bright absolute bilbo musashi
ferris iamgod lipstick 1234567890a laurence 02061985 02011987 mandarin quest tottenham adults yfnfkmz kleopatra tulips
zhuang dirtbike 111333 369963 1236987 1357924680 sheba pickup dwayne othello katherin forum sonny 12qw12 rider a11111
warner northern cinema cameltoe petrov bluefish fuzzy pheonix iscool secrets 02021986 elite modena marsha slippery
kissing caravan divorce beatle akira sanfran 01011983 1qaz2ws cheech 000111 badman 02091986 samtron paloma dolores
sveta shadows mollydog annabell starcraf ghblehjr vasilisa jameson chuai jiang beans illinois warning ebony jockey
deadpool hillary bearcat caprice farscape bigtit lassie zappa sander nicol sunflower hopeless sheriff carpedie love12
asdfzxcv sherri march barton shepherd 02021984 gatorade keegan toolman barker spectre pussey nuggets borussia mantis
01011982 banzai ariana flexible mullet graphics fyutkbyf 123qq123 mancity templar stories yfcntymrf 02081984 02081987
fergie records thedoors 7ugd5hip2j gawker pussyman skyler elizaveta colton xiang zhuai 02061986 moritz monte lemon
strength talon rhino susana sonoma three spinner allan keller webmaste grease augustus raquel alejandro chimera rufus
stretch ticket bacchus kendra twenty corsair kinder argentina corleone spice vampires domain iomega heater 02031984
02021985 hover alex123 ltybcrf artemka xxxpass qiong hippie 123455 21031988 987456321 poland deutsch babylove becker
speedo brett oceans slapper letter harvard bonjovi mazda virtual cosmic snuffy blaze sergeant dragonba stonecold
hellos jacques register buttercu 01020304 huang 01011999 millions millwall patience chrysler merlot bullfrog latinas
a12345678 02011986 xyz123 istanbul phoeni ashleigh 02081989 kotaku universal noelle binladen artem shanghai castro
jiong xiong wraith pierce jayhawks kilroy amateurs dotcom cattle daemon ntktajy barbados renata thoma balance nomore
pdtplf canyon kayla jackpot pulsar baron marker chippy nightmare monarch hamish aubrey knockers dipshit alexey malone
athlon hubert chevrolet vadim everett napoli myname belly cobalt counter dialog augusta smokie cristian coolness
cougars screen 02041984 criminal hardware ramones bobdylan capslock 02061989 zaraza ciccio teddybear alisha
gfhjkmgfhjkm liang 120676 147963 gadget shiner laurent fulham missouri carlitos dwight helene halifax dogshit entropy
coldbeer silent silly netscape edgar dog123 county freeway syzygy andromed media wings brigitte yeahbaby diego yolanda
eldorado hollow crack eastwood gunther paranoid anita sexyboy soulmate gooner drunk persik lesley geneva 9293709b13
microphone kakashka 02021983 50spanks 111111a fgtkmcby mclaren spread qiang shuang 159632 9562876 1234567891 bamboo
brittney fastball creature cards just4fun matteo fuckyo smashing washington arlene baggio carlito hopeful astro hondas
snooker sophi redbird bigblue dynasty mephisto temp123 trainer iceberg shitface fountain specialk estrella 02031987
generic buddyboy stevens 02041983 arcadia 02051983 manning nikitos piramida 02021989 violetta piano salasana maxxxx
shutup thing heritage 15975 11221122 browning homerj tiburon obelix chopin 02041982 insomnia hooper promise cygnus
theater romero jelly plasma kissmyass submit budapest jayson sexysexy jorda citizen sahara pinkfloyd stroker pavlov
pasword amigo heynow arturo fight ventura sandwich fraser yummy homeboy royal testpass gamecock magician female
wildcard magazine telephon bigfish tripod lazarus licking dundee 1234asdf 02081986 1a2s3d4f brodie misfits slavik
rochelle sleeper seeking pringles butcher patric nanook 02041987 02041988 vsjasnel12 darklord loveless radiohea
02011988 sheng guang shuai 12365 karin hughes giorgio maxime sphinx reckless triple baldwin taxman orient desmond
married zhjckfd mordor romano jiggaman ramsey officer lovebug sam123 classics hooligan pluto georg bolton scrabble
jezebel major 010180 jellybea shock drakon seadoo mexican pharmacy abnormal patrice concorde alfredo 01011979 02081985
cdtnbr puffy islander 02101984 chantal jakejake 02011980 yjdsqgfhjkm bunnies bushido kazantip strawberry verizon
maksimka dupont crusher zhang 123465 655321 premium wg8e3wjf corey 426hemi diane channel project cthtuf arrow meagan
tootie bounty blue12 02021982 kfhbcf kirsty howdy ramrod sweetnes bird33 bummer corolla andersen blond darryl senator
ferguson donovan 123456qwe thelma dynamite gertrude doomsday rhjrjlbk hjccbz players mariposa excalibur marcello
buttfuck moore samsun masamune niang 02071984 998877 12365478 darlene bessie brains north attila clowns chestnut
woofer model 1qa2ws moses someone lindros dottie civic a1a2a3 anthrax lilian imation beacon tripper vsegda ursula
fullmoon spiker sporty force pornporn citadel jacobs volcom dynamo amerika 02031985 bombers burrito inspiron forsaken
spock mallory lantern nextel goirish snowboard haggis callum violin lollypop insanity placebo creation glacier
02061988 stepan zander dabears katarina iloveme sexxxy moonbeam webber gonzalez 69696 147741 258852 dogger pecker
stiffy senators create wingman pumpkins windsurf ernie watch jarvis zephyr fishman reddevil wanted sheridan nichole
bronze concord rjhjktdf kellie baker zalupa killkill avenue asddsa bunker wrench paddle schalke cobain shanna poopy
broker mouth woodland yvette suicide vanguard aviation exotic stanislav 02081982 superb q1q2q3 fergus mihail vfibyf
02051982 mobydick icu812 sausages tuning francesco ganesh anastasiya nevermind presiden faithful kerstin vfitymrf
varvara happiness 1z2x3c robotics 225588 369258 normal bigcat store 02011984 temppass onetwo postman weird uranus
highheel aloha cigar stylus gobears duckie stratus thong pippo conover soprano jingle firewall polopolo dolly pepito
piazza radical alone boxer 02031982 reload evolution grande tipper 02061980 battery dogcat drive kirby candace digimon
bombay mariana sowhat download fandango kamila popper 369852 1000000 1234560 lenny mypassword louie earnhard dancing
simmons airport snappy angelika fishin boxers icehouse qqqqq1 cramps basset dogboy abstr softail titan santa killjoy
fischer electro mygirl delilah nutmeg 111qqq christma kittens krusty script zaqxswcde bigboss flores guyver coach
praise prowler harvest latina asdf12 moreno 02061987 02091983 01081989 spikes jubilee choice yugioh toaster pineapple
harrypotter gorgeous namaste carnage kuang 12051988 alissa nigga dayton chriss niceguy magelan almond bumper partner
123qw marty spongebo erika ghosts hookup bigben wifey enrico starstar gilles chillin superma radiohead havana lumber
pistons viktoriya gameboy robot santafe holidays jennife mckenzie reddwarf cascade kidrock pinball isaac banger
05051987 02071987 02101989 02041985 arrows platypus 02071980 1z2x3c4v abrakadabra doofus passes shanti barron marianna
longbow services 02101987 heroes living mankind stasik beardog longjohn 123000 134679852 glenn 01011900 alessandro
garion juanita honolulu nygiants busty install niceass string boozer astra abbott puffin dogbert queenie muscles
highway 02091984 cottage compton steffi romans beerman windmill guitars earth freebird slamdunk snowflak tasty delight
nights biology emilia bronson frost irishman badgers state 02091981 bergkamp pixies training playstat oatmeal mudvayne
airwolf season lottie dudedude jackjack johndeer zildjian magnet vjcrdf 02061983 02041981 hammond ramirez 02091980
aptiva qwer12 gidget 78945 153624 333777 22041987 kjkszpj manolo bruiser chilly medion josephin giraffe jared paulina
fishbone edison caught gasman pocket moondog charter camila impact tbone bigblock towers krypton hallie jefferso
pelican altima clippers getout compass kimmie chambers winners paulie spoon sucking albany toffee theatre never pavel
111111q climber marlon micro thisisit armand ultra aladin monkeybo comfort 123456l epsilon idunno stress hounddog
pallmall 02051988 02041979 webhompas monsters picturs 02051987 sairam 02081977 05051985 02071988 easter cobras ballin
comanche landon severin 15051981 26061987 whiteout roadster basebal drifter easton werder norwich stubby stefanie
mike123 ellie versace visual heinrich record bowwow ellen undertak hookem anastasi fiction medic colnago booster
festival zzzxxx coolcool qwe123qwe sinned foreve squeeze 02031981 anthon diving shocker hewlett cross sutton choochoo
08031986 02051989 milan defense 123456789s fidelio welcom 123456m lithium 02051984 02061984 kisskiss cbr900rr british
franc kings mama123 lovelife hellboy chipmunk good123654 saiyan bluebell federal trust format kjrjvjnbd ctrhtn 1234qw
hollie celeb fuckinside 111000 987123 10011986 11051987 13041988 21031987 washingt tkbpfdtnf sensei smirnoff mydick
macbeth cabron guess pipeline mike1 clyde dalshe zebra mortal fishhead gustavo vintage 06061986 pigeon carver gypsy
konstantin freefree newcastle krasotka 01031988 komodo 02091985 juicy starligh flyfish wireless carman 81fukkc manila
olesya salome lowell torpedo switch motion sharp toejam julien puppet buceta scoobydoo 02021979 koroleva lineage
michaels redrose close yogibear redbaron codered frogman 02021981 tatarin azazel moskva kitchen freesex president
7894561230 mykids bitter highbury tranny redfox 02061982 135791 username achtung spotty survivor program prayer
transit sanity seagull flanker cocker wanderer fuckhead zodiac isabell costello virgil nutter rockies irinka washburn
catwoman upyours kelvin lemonade chilli bearcats itsme gravity chevys solitude cocksuck minerva deeper 01011978
02011989 ohshit rober slowhand tommie jsbach lorena dinara paradigm lilith nostromo borabora arkansas chiara savanna
presley bologna terminat habibi contest sushi markiz sigma fantasia mildred 02041989 grandpa underground cnfybckfd
ghbywtccf 02101986 bigbob 11081989 12021988 13041987 14061991 20061988 21011989 22021989 24061986 30051985 74108520
slater comedy marti grand georgie wildbill smart larissa gilligan blast hornets brain berkeley pool6123 birgit maggi
armstron 3000gt 01061990 corndog hilary 123qwer piggy destin tropical sundevil shinobi horace gagging hurricane
volkswag wasabi 01011960 nurses bmw325 02021976 zanzibar reilly angelus chinese sissy sunfire tonight sonia sneaky
report 02071981 coventry gtnhjdbx 03041991 sekret 45m2do5bs undead qazws madcat hotone eastern 123ewq daniele lasvega
amorcit wasted sidekick 02031979 yfnfkb revolver cleopatr nfytxrf jermaine gbhfvblf kalina 02081983 172839 420000
635241 18011987 23041987 cisco everlast hopkins nitro south nation tinkerbe lamer boating glass bluesman weston leroy
customer physics 12qw12qw paolo quentin messiah hitachi marjorie krissy shawna conan woodie troll groups spikey fatty
villa denmark stephan birddog cyborg keenan tokiohotel straight nautilus kieran rubble highlander redeye justus
firefire 02071983 schmidt longdong boiler margie suckers waffle sonata lopez there skyhawk joebob armada 07071987
reflex threesom 02021973 01121986 americ goten ghjcnjgfhjkm 02011981 01071986 02091989 02071989 sisters valentine
10031988 10071987 12121990 13031987 14111986 19061987 19101987 24011985 25081988 28041987 123456123 bighead matthias
changes descent fenway eggman aaaaa1 jonny dogface bowman irishka shibby antonia astral nudes teenage enterme thecrow
andyod22 score complete rivera belmont tigge junkie fredrick daniels vickie bennie skinner razor umpire blanco
fearless citroen rollins sluggo torino antelope marseille aramis emilie gryphon malachi viewsoni ethan marble 02081980
reptile 02021990 chandra kille dindom 01091987 evangelion handball barselona draven sandrine fuck1 sprinter fyfnjkbq
01041985 02101988 stinker palmtree sonyericsson hotties rampage seabee chick 987321 10011990 10051987 10101986
11061985 12121985 13061986 14021985 17051988 20111986 22011988 25800852 28021992 gordo bigpimp question boytoy quasar
carpente amand pasadena biatch benoit glock coldplay expert castor deadly fairlane joe123 elcamino callisto glamour
datsun studman hanson mentor tomahawk shamus gladiato diaper keisha styles squeak cayman runaway dentist fantomas
thewho zippo castillo arianna honeybee papito holycow 02031989 ukraine doors wildwood skibum gambler helper 09051945
malice karachi jewel excite toilet corinne morton johngalt sweetness options loretta mcdonald sf49ers palermo playa
lambda 02031980 01121988 gideon matthe 02101981 medved cheshire superior 08121986 ministry trinitro pebble bismillah
roses elefant capricorn harlem 04041991 nikolai vendetta bobdole 03041986 02101983 manfred biker margarit bigpoppa
ijrjkfl asimov 01011995 dominik 24680 100500 196969 415263 11051990 16051987 16051989 17061988 20031987 20091991
21031990 22021986 25031987 25121987 27061988 28011987 28021990 29011985 29051989 29071983 30041986 limited vitamin
calibra zarina perry iforget 04041988 glasgow shrimp antares antonina jamess hetfield warez bigones cutiepie chapman
bolitas dimas nonenone bestbuy papillon baritone knock eight stream sleep stephane freefall vjqgfhjkm 0000007 priest
jules mischief rogue foxylady ernesto dominion vienna macman enforcer 3x7pxr parol tophat megane dungeon leedsutd
f00tball mingus skillet robins twiggy bitchy giggles remingto alberta ducks rfvfcenhf 02011983 derparol 02051980
quebec emperor buste 05051989 synergy 08051990 02041980 shakira older asdqwe 01041988 01061986 mamamia cleopatra
rosario finland modern carnival 01011994 dmitriy coolcat ghjuhfvvf knuckles mahler kayleigh klaste 224466 1234123
11121986 12031985 12031987 13121985 15011987 15051990 15101986 18061990 18091985 20051988 20091988 21051991 21101986
22071986 30031988 31011987 notused bigdawg grinch chips letmei slugger 02071978 mental harddick brand kojak tabasco
chelse keepout kokomo firefigh addison blowfish 1dragon samira sexylady sevens 08031985 stacie dimples alexandre
whiteboy films cromwell magneto kernel carroll minemine dontknow 02011982 acmilan wp2003wp sanford referee lakeside
polish 123456ru screamer calimero portal kfgjxrf conway rockie 02101979 02051985 dfktynby francisc swinging 02041974
cygnusx1 trucking 08081988 obsidian sales auditt 02031988 oxygen roswell tower 01031989 01011974 papers popova
03031986 giovanna thecure 02051978 bigbang lfybbk pizdec 12345qw 02071979 zoloto marijuana 02031977 02051976 kimball
jaguars kerouac 142857 258369 999666 10101990 13021990 14021986 15021985 16121987 17011987 21051988 22031984 22041988
23021986 24111989 25041988 25091987 26031988 27081990 30041987 07091990 stryker ksusha entry maple choke cassandr
moonligh fenris 12345s duffman fuck123 john123 blueball bigbooty wrestler salope sexxy dinner building mopar cecile
fishfish paramedi capricor robocop rimmer hardone w_pass 4ever nomad nuclear asgard series advent 01031985 universa
jorge kestrel spanner guido cheddar lalakers acura cherries anchor yoyoma darkangel aspen bahamut whistler 57chevy
smackdow galant bukkake leopold option strawber facebook susanna bookie crusty qwedsa extra 02051981 01021990 transfer
breanna mothers clarissa peachy prozac p@ssw0rd bootys argentin flame bricks slimshady dkflbr 11111q krolik joshu
korova johncena magpies pictures cevthrb suckmydick spanker dogpound 02051973 impreza 02041975 132456 145236 357159
741963 10041986 10071988 11021985 13071984 14081985 15071987 17111985 18091986 19011989 19031985 19283746 21011988
21011991 22061988 23031990 24111987 25011990 25091990 31031988 notebook prospect bettina gymnast jktxrf seneca zxcv123
ksenia rudolf marquis daylight q11111 tribal blue32 johndoe hejsan jeannie lemmein salem petrova clutch django sexgod
sexxx capetown tupac ratman 09021988 fortress canucks 01091985 virus chocha serpent wallet inter telephone eggplant
camero roofer nazgul fussball cardiff fktyrf pufunga7782 amore 02041978 factory budweiser alanis marseill janelle
wealth addict goodgirl timeout wolfpac 02051972 camden tenchi 05061990 godlike university turnip beaker k.lvbkf 010191
01031984 02031983 repair nbvjatq vehpbr southpaw sylveste redhat wingnut patrol magellan vampir assasin aikman trailer
mariya taekwondo 258963 7896321 10081989 11031988 11071988 12041986 12041988 12061988 13011987 13011988 13051987
14011986 14021990 15011985 15041988 16051988 22021988 22071987 22091988 22121987 23021989 23041986 23051985 25101988
30081984 sonyfuck style llamas clifton irene 02031978 punch noname goldfing 1234zxcv jumbo helmut maveric ricard
antony marcius2 ballet pentagon sawyer pearson hotgirls flasher tracer boater shoes peppe joyce cornwall goodie devon
benito butters sixpack mandrake earthlink lookout slammer venture gagged onion 01071987 truth aries 12345m lakewood
loveya dogwood moonshin wyoming suburban challeng olympus volkov opendoor 01011976 04041983 commande hoops jonathon
08081986 seymour ashle murzik 02051977 navigator right gratis myrtle native twelve 02081976 hellokitty arctic fkbyjxrf
rasmus wormix 02091988 07071977 03021986 millenium radar 07071990 gerrard 05071984 01041987 asians camaross bluejays
gaell 333444 10031987 10101985 10121987 11061991 11121985 12071989 12081985 13061987 14101987 15071986 15071988
16021990 17061989 17101986 18021984 18041986 18051988 18101987 19051987 19061990 19121989 20041986 20081991 20091986
20121989 21061986 22011986 23051990 24031988 26031990 27041990 27061985 27071987 29061990 29071985 30041985 135798642
lekker qazxcv borders davies midnite lloyd beater 05071988 whatwhat optimist damon 02071985 gotmilk blue99 clock
decker larkin loren redskin bremen enternow 01051989 03081989 bimbo hattrick aaasss 1a2s3d dejavu markie ou8123
1master test12 screw 2fast4u daddyo bordeaux 12345qwer blaine rough alchemy 09041987 ilovegod solaris proton links
cardinals marriage disco peggy spence fanny coming swedish espresso auggie 02071975 vbkfirf dougie p4ssw0rd richar
noway nightwish saigon holes jocelyn gsxr1000 23skidoo platon ghhh47hj7649 speedway 01041992 01041990 devin leeds
09031988 timosha roadrunner ironmaiden mackie supernov delfin toriamos 06041988 ceasar trans oberon vjkjrj capecod
nevets 123567 147896 875421 10061986 11051984 11051986 11091989 12041990 12051986 12051990 12121988 14041988 15021990
15051985 15111988 16051985 17041991 20021988 20041988 21061985 22061989 22081986 25071990 25111987 26061985 30011985
mamacita sandie jaime longer cowgirl stigmata munch gonzales alena 01121987 pass1 nineinch a1234 waterboy klondike
ilove finally spiral boulder odyssey amigos somerset 01031986 burns mulligan krokodil explore lawson charon peeper
redcar fellow ambers sloppy savior schatz moron q2w3e4 hardball azertyui republic patch reggae canuck romantic
vauxhall angelic emilio doggies advance 02061977 around 159357a 06021987 spoons rfntymrf almighty deputy 06081987
tosser stratfor mississippi suckdick eating intercourse closer 01021989 lenochka marijuan 02031975 globus sterva
domingo limewire terefon coors 04041990 suslik steaua blue1234 bledsoe 12345qwerty greedy 01061988 iriska htubcnhfwbz
zasada sandr beezer funstuff evgeniy bball patrici cuervo printing 111777 357951 10011983 11011990 14011989 14031988
15021986 16051990 17031987 17071989 18021988 18111987 19061985 20031991 21041992 24031990 24091986 25011986 25061985
27081986 28051987 29051985 29061989 pastor funky theforce chiquita strap yessir daman 05081988 beech streets wxcvbn
holein1 maserati berry qqqwww geezer coral cabernet joecool nastia egghead doris sheepdog terrell jomama armando
hairball christa aileen clarke insight afrika vancouve tender munich 02071976 123456789m grandam brady luciano alcohol
sheep default idefix cyprus trees scheisse mooney ambrose hoffman pimpdadd baltimor jennaj m123456 norbert jaeger
mash4077 watford davinci mizzou gocubs square pigpen 123456t houdini jewish tomas kirkland ophelia riccardo 07051990
another rodeo bonanza lhfrjy 02061976 sigmachi revolution firenze 03041980 selina absolutely lback ghbrjk rfhnjirf
05091988 cvthnm colonial toolbox 04061986 hunte ringo bongo 02101976 azert banan howell liliana q1234567 medina riders
ilikepie 09021989 toonarmy laddie 01031983 footjob 06051986 kronos eskimo wolfen barley pancake bigdicks dabomb
cashmone 02081981 junio 02041977 01021988 monic 123459 223322 556677 996633 1235789 5201314 11011991 11071985 11081987
12071987 12081984 12101988 13031986 14021987 14071987 15051987 15081991 16011989 16061986 16111990 17071985 18051990
18061985 19071986 19071988 19101990 20031988 21021985 22021985 22041986 22061941 22061987 22071989 22081983 22121983
22121986 23011985 23021985 24061987 24061988 25011985 25041985 25061986 25101989 26021987 27031989 28021985 28051986
lolol myxworld audio kristian samoht dominiqu joemama gabber toocool ariel twinkie zxasqw marcelo darkange persona
scrapper delaware progress cafc91 shuttle gabriele smoothie slimshad 08071987 q123456789 youtube franks norris yasmin
outside hottest cumslut tripleh starr morales vqsablpzla pathfind trace elisabet evolutio fishon books 02021980 flicks
velocity ranch annmarie gthcbr biggun dolemite vagabond outback woodstoc 02081979 macleod plastics javelin bootsy
02021991 08061987 aolsucks c2h5oh 02031973 sofia redbone klizma rachelle petunia pumper all4one mohawk billabon rockin
ncc74656 baylor 04061991 koolaid granada allegro 02021971 alinka nevermore mikael p0o9i8u7 forgetit montag beloved
breaker honeys reginald sheeba 02091976 wives dukeduke archange fuck69 metroid minimoni wizards hellsing rocknrol
02041976 fabio 03071987 zaqwsxcde max333 wanking awful morrowind friendster irving goodday modelsne bumble nataly
juliana cirrus 03111987 nittany dogbone storage 05061986 04041985 punker 02011975 purpl futurama skateboard 132465
10031991 10111986 11081990 11111987 11121987 12011989 12061986 12121982 12121987 13111990 14021983 14051990 14071988
14101988 15011986 15071985 15081988 15091987 16031990 16101987 17041987 17061986 19011987 19051986 19071990 20021986
21041985 21081987 21111985 22021990 22031991 22041985 22061990 23061990 24051990 26031984 26031987 27031987 27091985
29051990 29081985 29081990 29111989 29121987 30121987 31121990 esquire homemade kiteboy herewego bedford lonesome
boxcar pornking blackbird dickens climax gotribe bleach cheeky cucumber vipergts awnyce 123qwert muhammad jeepster
alex12 harbor acidburn harald calling dingo fireblad christi pinnacle shodan 11111a fallon 03061987 02101977 deniro
08041986 dudeman harrier jellybean buffet mariner foolish wildone peterbil allgood fields salami estelle lighting
butkus elvisp homework russel donner doktor tycoon cement 04051988 ottawa bigguns lillie fellatio weed420 emmett
barfly 03031988 baracuda newyear flipflop raleigh singapor sperma 04081987 maxdog opennow thedon sedona sixty terra
blunts linkin lander alisa 02091977 12345abc 05051990 crackers doubled warhamme proview masterbate 02091975 status
01011971 females flamengo behappy lfitymrf qwe321 starwar snowbird 123456789d corwin azzer 02101980 lagnaf daughter
navyseal 01081990 carebear protect kamasutra bastards delmar musical deaths metall steffen 01061987 02051975 wiseguy
pimping 515000 1598753 10041983 10061987 10081985 10293847 11011987 11071986 12051985 12101985 13111984 14071986
14881488 15051986 16061985 17011990 17021985 17091987 17101987 18011986 18021986 18041990 19091988 19111987 20011989
20051985 20071986 21071989 21111990 21121986 23011990 23021988 23051986 24011990 24021991 24061992 24121986 25011993
26041986 26041991 26051988 27011988 27051987 28021986 28071986 29011987 31011990 02071971 whiplash adriano hatred
reserve draco rainyday mercede stafford motor ontario stang gardner weekend jakarta shonuf clovis gotham jughead
golfgti dooley nightmar wetter 03051987 01051988 comein meadow 69camaro chessie marshal phyllis mutant dingle chelle
nautica haley camber dragonfl senna bigjohn heels stickman sambo 03071986 hiziad sexybitch puppydog 5wr2i7h8 deville
pacino paragon pointer s123456 tarpon sprout durham wheeler spliff rockwell vfntvfnbrf meliss narnia eleonora lefty
chewy payday atlas alleycat ambrosia drums linden trustme austria phialpha exchange lokiloki tarakan cartoons 02091973
01051986 bungle contract 03011987 kolokol daisydog penetration 06041987 laetitia gohome 03031990 02101978 pushkin
leigh gianni wordup orchard adrenalin goldeney luckyone 06031983 tuscl escalade 0192837465 gerbil blanca widget
fyutkjxtr 01011973 02071977 02081974 touching 04091986 sites pookey 1q2q3q charisma 07081986 inlove rainbows grass
kolbasa 07091982 newark 12345qaz bootsie interne raphael rated cleveland 02061979 henrik 08051987 jenifer cocksucker
03031993 222777 777999 1234566 10011988 10031989 10041990 10061984 10071985 11071989 11091984 11111986 12011985
12021985 12031988 12051989 12091988 12111990 12121989 12348765 14011987 14011988 14021989 14081988 14121989 15021983
15031988 15061988 15091988 15111984 16011987 16111982 18021987 18031991 19021990 19101986 19111986 20011988 20021985
20031986 20061986 20081986 21051986 21071987 21101989 22051986 22071983 23031987 23051987 23051991 24011987 24071987
24101986 24111990 25021988 26031986 26091986 26101986 26111985 27021991 27111985 28031982 28041992 28061986 28121984
29041985 30011986 30061987 31121987 31121988 369258147 point 05021988 dragster bismarck cambridg cliff 1michael honor
buzzer supra treefrog kerry reason frogs treetop catcher dicky xantia daisey siobhan lister strelok gamma jello
hawkins 123456789qwe prosper pitch workout walton catnip dima123 06071983 trauma sebring michal nounours kittie
burning driller thierry lumina speakers brennan rabbits colin buttercup atticus puzzle mallorca delaney checker jabber
melrose zyjxrf normandy ariane dbnfkbr bambi lucia blue42 wilder killa masterp 02051979 playball scamper 7777777a
wonderful signal benessere freee 01021985 getting smackdown melons 02051990 pandas chains asdffdsa 03041987 melina
sexybabe cannibal fosters beethove 02091971 01051990 burner nthvbyfnjh malaysia azertyuiop 02091982 rocknroll bynthytn
aprilia 02011990 venom italy meier pavement 03051986 stockton 06061987 peppers tantra guillaum 32167 777333 888999
10041991 10101989 10121985 10121986 11011989 11041991 11061989 11081988 11101986 12021991 12051987 13021987 13081985
14031989 14041987 14041992 14081990 14091990 15041987 15071983 15081990 15091989 16021987 17021987 17061991 18011988
18041991 18051987 18061991 18081988 18121984 19031987 19091990 20041990 20051989 20061984 21021987 21071992 21081985
22061985 22071990 22081991 22091986 22111985 23061992 23071985 23091987 23121986 24021988 24031987 24041988 24081988
25051985 25121985 26051986 26061986 26071987 27041985 28051985 28051990 28071987 30041991 30051989 30061983 30071986
30111987 789654123 007bond manny giulia caster readers mooses worthy royalty jonas segblue2 trustno hansol gumby
enrique 123456w abcdefg1 paulpaul gannibal compact frosch skylark hallowee kenobi kittys andrews terrier marbles
ticklish 07071985 frenchy offshore jazzy sexyone algebra hyundai hotass sexman sex69 olive leinad farmboy 02041973
middle clement amethyst letsdoit gofast thrasher plato notredam candyass hannes spooge systems gatsby junkmail ladder
uptown shower chill karine 09051986 matty airman 06011988 volleyba stayout abacab blanche buckley bouncer vodka
bettyboo shauna 02061981 manga 02011979 02101973 muslim 08011986 cutie ilikeit 06061985 01051985 constant longhair
their kaboom elmira amatory 09081988 q1w2e3r navajo alcatraz olenka 01021987 09091986 05021987 mynameis 08071988
larson 04051985 powerful 04061984 sephiroth panter casio summers 02061972 1qazxsw23edc nikolas rugger 05031991
sparkles skinhead sonysony snicker pancakes pilgrim ananas contra sheldon generals grisha montecar briggs 02061974
010390 ploppy 115599 321678 951357 1234561 1234568 10011992 10061989 10071990 10081983 10081990 11041990 12071988
12071990 12081983 12081988 12091991 12101984 12101990 12121986 12121991 12211221 13071990 13101987 13121983 14041986
15031990 16031988 16071987 16071991 16091987 16121986 18111986 18121983 18121987 19061992 19091983 20051987 20061990
20101988 20121986 20121988 21031985 21121985 22011985 22051991 22071991 22121989 23031986 23051983 23091986 23111987
24071991 24101989 25081986 26071986 26071989 26101987 27021990 27031986 27061983 28061988 29031988 29061985 29061988
30011987 30031986 30031992 30091989 30121986 31031987 31051985 31101987 1234567899 renate radeon sergbest 08111984
talbot pathetic errors springs needles restart stock hiking auckland jimmys pearls 01041980 billbill hazard capitals
02031990 pizzaman fitter ulysses jehovah stitch itisme delpiero neville 09111987 1234rewq virginie alive grunt octopus
04111988 tampabay ratboy 1qazzaq1 gabby 1million playmate 08101986 dfcbkbcf carrots istheman jarrett yamato rumble
ilovepussy wonderboy montrose dunlop werdna cassandra clemente tralala collie swoosh 06031992 dreamcas track sliver
londo cocoa rfgecnf 05051991 rollin painting makaka 04041987 thebear 01071984 zxcvb123 05011987 04061987 lockdown
blacklab riffraff kahlua fidelity 05111986 08121987 alexi winger 07071988 07051987 edmonton 07071982 pressure
streaming amstel supernova 02081973 fujitsu 05031990 fluff samanth panic napalm 08051989 09081985 07071984 camil
blubber 02031991 01021992 tujhrf gatit titts camping cable babycake budgie vfndtq hewitt frederik motocros 01101987
rustydog pinetree 07101987 120689 1357911 10031990 10031993 10041987 10051990 10061985 10071986 10091984 11031983
11051988 11071987 12071991 12081987 12081990 12111985 12111991 12131213 13021985 13061985 13071987 14101986 15011983
15061985 15081986 15091985 15111989 15121987 16061987 16061988 16081986 16091988 17021989 17051987 17051989 17051990
18011985 18021992 18031988 18051989 18101985 19021991 19061991 20041985 20061983 20071988 21031984 21061988 22011992
22031986 22051987 22051989 22061984 22071984 22071985 22091991 23061989 23091985 23091989 23111989 24091991 24121987
25031983 25031991 25041991 25051987 25061987 25081985 26081986 27021992 27031992 27111989 28011988 28081986 28081990
28101986 29011982 29061986 29091987 30011990 30051987 31051993 31071990 44332211 66613666 1234509876 duffer ollie
benton tetsuo glasses nestor feelgood cleaner rocco smirnov dummy loose maximo iceland tigercat citation blitz icecube
burnout twist asses panhead adelina hanuman sunlight 02061971 cupoi bigtruck rolex 06061981 exeter kingking lilbit
rhubarb morten custer buford papamama mouser bowtie perkins toast husband betsy jefferson serious elements zapper
02031974 harriet cummins 02051970 semper herring 123456as accept bucky 07071989 lemans winona finder treble stellar
04041986 saskia doreen chavez blue11 furball 08021990 asd222 02021978 corner 05121990 03091983 06021986 titfuck
02011977 salman bagpuss 01081985 04071986 01091992 blue23 09051987 07041987 darina francine 05031987 redstar revoluti
sniffing chouchou quick gareth usmarine 03051988 01121990 dresden julio 09091988 01081992 02041972 07101984 07021991
03041983 123456qqq malish planes videos enters 08081990 nympho 123456d pajero 03031992 left4dead booyah conquest
delldell brest eunice momdad slonik nursing bismark lol12345 01011972 met2002 123456n garnet 02061978 bonner 07081987
gogators cashmoney 09041986 blobby 04071988 02011976 dimitri 3ip76k2 07091988 fabienn 123450 10021986 10021987
10051988 10081987 10091986 10101980 10101988 11081986 11091985 11091986 12021984 12031990 12061987 12071984 12101989
13031989 13051990 13061991 13071985 13071989 13091984 13101982 13101988 13101992 14051983 14061988 14091987 15011988
15061984 15101991 15121983 16011986 16021988 16031986 16041985 16101986 16121991 17041985 17041986 17061987 17071986
17071987 17111987 17121985 18091987 18121812 18121985 18121990 19041985 19051983 19081987 19111985 20011983 20031985
20031990 20051983 20071984 20101987 21021989 21051990 21091989 21101987 21101988 21111986 22051988 22091984 22091990
22111988 23021983 23021992 23041988 23061987 23091991 24071992 24101984 24101990 24121988 24121989 25021986 25031984
25111991 26031991 26121989 27091991 29041988 30101988 30121985 30121988 31051987 31051991 31121985 31121986 cyrano
crappy volcano eatmenow 02111987 renato goodyear 08031987 spoiled kamilla hogtied lunchbox mantle piercing makayla
cyrus mufasa boobear rudeboy riversid hemlock john1 onions 01091988 03031984 holger scissors hound crescent erection
libero entrance fduecn weare138 italiano matchbox ramjet acapulco mohammad weiner lebowski 03031987 ridge surprise
shampoo loverman 12345r abracadabra 03061985 duane dnsadm fisherman toomuch athome 01061983 whatthe 08041985 someday
dan123 celebrity madagaskar marcin valery maison forlife mindy azrael alain dreaming hardy hfytnrb 01051980 01071990
macintos tennesse hardwood sweetheart pride invest 03071985 mariam rhfcfdbwf ronaldinho masterbating discus fabulous
sextoy instant duckman caracas begemot parlament migue sylvie nadia 04031991 vegitto 02011971 requiem misiek altoids
09031987 03061986 02061990 05051986 05061989 rhinos liliya 06011982 dragonballz retire these 07021980 hellas 07061988
rfhfvtkmrf capcom rjhjkm kicksass dental hores harman 07041989 sharpe 09041985 05061988 03101991 07031989 lookin
poptart 02081970 pugsley gamble 08081989 hawks gladys granite sqdwfe 111555 123890 334455 777666 1231234 10011980
10031980 10041984 10071989 11031986 11041985 11061984 11061986 11061987 11091990 11111991 12021990 12041991 12071992
12081993 12091986 12111984 13041989 13051986 13071982 13081986 13091986 13091988 14031986 15011990 15031991 15051989
15051992 15071990 15081989 16041988 16091990 17051983 17071990 17091985 18031986 18071986 18071989 18071990 18111983
19041986 19071989 19081986 19121988 20031992 20061987 20061991 20081990 21021988 21021990 21031986 21041987 21041991
21101983 21111983 21121989 22071988 22071992 23031983 23041991 23101987 23111986 24041984 24041985 24041986 24051989
24061985 24071990 24101988 24101991 25021985 25041987 25051980 25051988 25071983 25071985 25071987 25091989 25091991
26011986 26011990 26021992 26061989 26061991 26071984 27071988 27111990 28021983 28071985 28121989 29031990 29041989
29051992 30051986 30051988 30061988 31051982 goldeneye interest harmon melani spleen alfonso jeeper 07081984 natedogg
09051984 emanuel locks 1qazxsw lizzy menthol pharao alterego bauhaus alexxx brook cbr900 vaughn ibrahim mogwai aol123
benjami nicky adelaide smurf skirt nineball shady mafia tiamat aircraft having dipset logger mamas gerry 04111991
trenton altair 01041993 jingles mallrats backbone clever stanton dipper innocent unlock donjuan harle termite 05041985
49ers missie diamon encore forbes follow trash freestyle 03061988 zerozero shovel matisse anonymous laserjet leeann
parkour waterman ballsack bluejay shakur welkom dangerous ghjcnbnenrf hacking 01031981 flyer information 03091988
07041988 01061992 babybear highlife raduga favorite aisan probes sucked ljxtymrf 05071985 becca trinitron clips thumb
desktop things supersonic blueberr 123q123 satchmo 05081992 natalya pooky victori legos 06061988 glover 03041984
boroda tamerlan 1qw23er4 chamber 03041989 qwerasdfzxcv mariel 06041984 04071987 01071988 01041983 bathing chess mangos
rapper darkone pokemo 05081986 douche redwine ismail 02091978 06101989 humphrey justi 03031991 maximka cashflow
implants juniper grayson 08071985 bobmarley shojou gramma princesa bendover 04021990 05121988 giggle cloudy 03011991
gotenks sopranos 159263 250588 333555 456987 963258 1237895 10021983 10081991 10091985 10101991 11021990 11041986
11041987 11061988 12041987 12081986 12091990 12101986 12121984 13021991 13031991 13061990 13071991 13081987 13091987
14021991 14041991 14051987 14101983 14101991 15031987 15111986 15121985 16011985 16011991 16061990 16111989 17021986
17031992 17111988 17121986 17121987 18011984 18061986 18061987 19011985 19021985 19071983 20011987 20051986 20061980
20101986 21021986 21041990 21091990 21111989 21121988 22041991 22051990 22061991 22091985 22091987 22446688 23021991
23051984 23061985 23071986 23091982 24041990 25051989 25081987 25081989 25091992 26041983 26041988 26051990 26111984
26121987 27061990 27091983 27101987 27101989 28021989 28041988 28051988 28071984 29031982 29041987 29051987 29071986
29081982 29081987 29111987 29111988 29121984 29121988 30061985 30061989 30071992 30101987 31011985 31051986 31081989
31101991 larsen kappa worker spark placid downer screwy amiga hillbill klaus aaaa1111 simons mortis leland binder
border chemist carlisle protocol dynamic talks 05061983 tuxedo 01051987 amature triplex dudes turbos ringer 03061984
grimace jarrod socce feathers riddle wonderfu surgery bourbon dickdick 06061990 08021989 annaanna pimpdaddy baura
commander helsinki basil 8inches cyclones macaroni pollux motown fiddle thebeast marauder rodrigo oyster 09101985
listen fruity 06021989 chachi gizzmo 01041989 blinky prime hancock espana lennox corinna frisbee lancia 02031970
sapphic 09051990 06091989 02021977 123456g homepage dimadima womans 03101985 04051987 halloween pinkie 07021987
cheerleaers shopper 05041986 josiah redheads weller scouts photon garlic 03121986 greywolf estrell 06081986 ghjcnjq
alvaro 06081988 egorka 06031986 rfhfylfi 08111983 01031980 08061986 06051987 06071984 reeves picks 123456789r reloaded
holla mierda 04061990 04021985 gigabyte flvbybcnhfnjh dortmund korean karaoke sashka godbless allday pro100 jurassic
experienced thebest 05101984 nimitz love1234 trigun coolhand kcchiefs 09011990 dicker baboon 05091987 08071986
barefeet 1111qqqq jesper belkin zoomzoom madcow 101091m greedisgood 918273 7412369 10011989 10021988 10041989 10051986
10071983 10101987 10111989 11021984 11021987 11021988 11051989 11121990 12031986 12061980 12071982 13021984 13121989
14031990 14051986 14091988 14091989 14111987 14785236 15021991 15031986 15031989 15051991 15081980 16021989 16041986
16051986 17081990 18091984 18101989 19011986 19091986 20021990 20021991 20051984 20111987 21011985 21011990 21041986
21061989 21071990 21081990 21091987 21121987 22031987 22081987 23021984 23061988 24021985 24061984 24081990 25021983
25021984 25111988 26041990 26081983 27011990 27051986 27051991 27061989 27071983 27091984 27091987 28011989 28041983
28051989 28071988 28121990 29011988 29011990 29041984 29041986 29061984 29081988 30081989 30091985 31031990 77347734
1020304050 suede margot willard tetris cypher 05081989 gavin nevermin apricot legman alex1234 111aaa trick nopassword
abacus 55bgates tucson 123456789987654321 rosewood analog outsider minnesot ganja 07111987 darthvad 06111986 paulin
getoff chappy range salsa olemiss 07041985 06071986 warwick baby123 taffy rubicon bellagio redlight handbag aztnm
sweeps baberuth girlie messenger teensex peabody abc123456 copenhag bigal lavalamp patrik dougal culinary wannabe
amelie lipton doughnut tessie horton trueblue totoro hogan killian asdfqwer bramble advanced elway monterey source
whores mytime seaside whatup waterfal sickboy bukowski 07061986 union freedo bogus metro arsena aimee 05081987 verena
figure tbird 06051983 08081983 spook bigblack gianluca 02061973 golfpro 02101975 09041990 taichi smother as123456
06081990 blackhawk charle onlyone 05041990 dtkjcbgtl salvatore davedave gilmore 03071984 tribble 05041991 wanrltw
jetta alexa 03021987 01041986 satellite 04021987 festus wazzup 05071983 04031982 daredevi duckduck 08021985 03051985
07031986 recall kamikadze 09061990 03111986 01091986 08081979 biohazard 05071986 05051982 1q2q3q4q 06071990 03011986
aleksei trample 05041983 07021989 01031991 aviator 08011988 sarita frazier dfytxrf yinyang aragon deathnote pertinant
lilwayne meteor vides hotgirl 06111990 blackberry poophead glitter 04061988 bbking 08031988 stiletto asswipe wearing
gallaries fungus mammoth 02011978 1234567aa riverrat 04011990 fishtank 04081985 dominique zurich griffith nightowl
waiting 04111989 civicsi valeriya tabatha driven natchez 114477 10051989 10111983 10121989 11031987 11031990 11081983
11081984 11081985 11101990 12021987 12061984 12061990 12345677 13031990 13051988 13061989 13081982 13081988 13091990
13101985 13101990 13111985 13111986 13121990 14031985 14061985 14081986 14101989 15031984 15041983 15081984 15101983
15111985 15111987 15121989 16021982 16061984 16071986 16081985 17011985 17011986 17111989 18041983 18041988 18051982
18081989 19101989 20011985 20071985 20111984 20121985 21011986 21051983 21051989 21061987 21071983 21071985 21071986
22081990 22091983 22101988 23021987 23031989 23071988 24011986 24011989 24101987 24121984 24121990 25041983 25041984
25091984 25121986 26011989 26021990 26091985 26121984 26121985 27011983 27011985 27021986 27041987 27121988 28021984
28041986 28061984 28061985 28081985 28121986 28121987 28121988 29031983 29071988 29091990 30041988 30071983 31071986
741258963 pretzel myporn export joelle qweasdzx skilled gizmos silicon lizzard deltas standby topolino buddydog
rrpass1 care1839 titman qqwwee think dick1 break kismet happyman aaa123 deadspin crispy eighteen hartford mongo
softtail 04051990 schumi beavers 1love zelda ltkmaby muffy blazers dogmeat 04121986 mustan blonds stonewal issues
midland lawman fleming dingbat hotrats powerman soldat whales smartass 08081985 bedlam waldo chitown nestle z12345
woodman prototype strife dipstick angell celina darkelf surveyor visitor 1234qaz atreides icarus nicetits 03021982
bellaco althea z1x2c3v4b5 feline mastermind 05121985 manunited amonra ahmed 05121983 01071989 alex1 cfvceyu
112233445566 010181 alcatel 123456v civilwar 05101986 05021989 gaymen harcore corazo 03081984 downhill 2hot4u mendoza
interacial pusyy clint shitshit waterski 01061985 06071988 allah socks 07011989 03101983 ass123 07031988 05051988
01011950 monkeyboy 01041979 pjkjnj contour 07031985 05061987 06031988 passord turtles daniell dtxyjcnm 01111990
yfcntyf 06111984 01041981 nosferatu 02101974 02091974 helios oswald ekmzyf 09051983 04121987 06031984 fynjirf 06071985
taylo prophecy 02091979 vincenzo pitchers raining sealteam mouses kakashi paxton tortoise craving jimbeam summe
integral notnow drag0n chewbacc deerhunt greenman hooyah 02021974 09011987 myworld 04121985 02081975 444555 902100
999888 10021985 10041982 10081988 10091988 10091989 10111981 10111988 10121979 11041988 11071984 11091983 11111979
11111983 12041985 12071983 12071985 12091987 13021989 13081984 13081990 13121984 14021988 14061982 14071983 14091982
14121986 15021988 15081985 15101987 16021983 16031987 16111987 17021988 17071984 17081988 18011989 19071985 19101982
19101983 19121985 19121986 20041981 20061989 20071981 20091984 21121984 22021984 22081985 23011984 23011988 23011989
23031988 23061983 23081986 24071989 24121985 25011988 25071989 25081983 25091988 26051987 26111987 27051984 27081989
27121986 28031984 28071989 28101988 29011983 29091986 30061986 31011983 31071985 31081985 789632145 1357908642 dasani
kikimora 04051983 03011984 vantage fudge 01081980 redone dunbar sonora peavey barrage bonovox willem slash carme
locutus ocelot hamper belair mercer aaabbb gentle mike1234 girlies density continue galileo virago vicky ground
crazyman doodles hydro 08061989 attract bear1 jordon 2wsx3edc bertram lapochka 09121983 06071987 wdtnjxtr batista
xxxxxx1 pinto 05101983 audi80 morgoth kubrick charge calypso disaster suckcock ripped makeitso equinox benji fishy
fuller lonnie olympic bracken bizzare sammys metoo sable kurtis fivestar belinea screwyou 123456789v abraxas sentry
total oaktree honesty olympia caddy daniella asshol persian spiffy foreplay mizuno canton daffy times fister 02061975
a1a2a3a4 blueberry 01021986 paperino bisexual rodrigue 06081985 03101989 darrel ohmygod lfybkf libertad 01021980
shurik martian danilka animated 02081971 eldiablo mashka womam lunatic 04081989 skolko poop123 bluestar agassi aladdin
tickler 08041988 03021989 youknow 03031989 07041986 matri taipan cool123 markmark 02081972 01071985 07081989 07071986
04041984 honduras tobydog 01051983 quake neutron volleyball 04011988 carola nachos hatter pizzahut 03071989 tequier
07071980 01061984 q1q2q3q4q5 converse maxpower dragonfly fishcake mississi pic's seductive ntktdbpjh solace tadpole
03101988 galary traktor happines bengal hotlips portia vegitta hotel badabing 05051980 08091988 bikers zimmer storms
03081988 moonman nightwin pitcher comeon 01091984 boners 02071974 hilltop sprocket ownage passmast 741258 852258
986532 999000 10031985 10031986 10051983 10051985 11011980 11031982 11031984 11041983 11071983 11081982 11101985
12011988 12021986 12031989 12041983 12101987 13011981 13011985 13051985 13051989 13061983 13061984 13071983 13121988
14031984 14081989 14101985 14111989 14121987 15031985 15041985 15071984 15091983 16031985 16111983 16121982 16121985
17021982 17091984 17111982 18031981 18051985 18071988 18081986 19021982 19031980 19041987 19061984 19061986 20011984
20031984 20091983 21051985 21091984 21091988 23031985 23081984 23101988 24021986 24021987 24051986 24051987 24071986
24081987 25051984 25071986 25091985 25121982 26011981 26021985 26041984 26081985 27031985 27041988 27071984 28051981
28081984 28091984 28091985 28111986 28111987 29061987 29071987 29081983 29121985 30061982 99762000 123456987 918273645
shine landmark graves harpoon flesh divers augustin mark1 nathanie kissmyas mantra smithers georgina bdfyjd abdullah
envelope dealer racers blue1 magenta shells stern stoppedby climbing 7grout mutley beverley edcrfv alessand 04071983
graduate 01081988 foreskin alpina meggie stephens fisherma cullen nassau 03091986 confirm 123456789o ritter address
leaves jennings randolph guillerm benedict bismilla prague heyyou 07011988 hondacbr spunk evans lourdes locust
whoknows blunt therapy ghbdtnrfrltkf melisa canary vfhujif color paisley jonesy saffron consult sephirot 05031988
zxccxz tyrant ruthie newuser firedog shield cornelia field 04121988 qaz123wsx 1z2x3c4v5b 09051985 06031985 gabrielle
bread anfisa elpaso poster 07091985 123456f negative websol76 03031983 04121984 07021986 05051983 01031987 02051974
brenna garner 09071984 sokolova soulfly alyson diapers 09011985 foxfire weapon hugoboss kontol websolutions 01071980
04051984 reveal badboys 06101986 06061982 baddest showing 06011987 07101985 thinking malika 01111987 werter openit
finalfantasy 20spanks malinka rhjkbr mamochka ciaociao godspeed monste ayanami 1234567890z jonatha tictac lockout
aside gangbanged utjhubq gagarin reuben morgana osprey nurlan 05031986 lovehate 04011987 safeway yaroslav hookers
norfolk skydiver pisser seadog dogfart 04111986 02101982 25252 120986 130680 214365 515051 777555 895623 9111961
10101983 10111987 10121984 11011982 11011985 11101987 11121984 12021980 12041984 12111987 13011983 13011984 13031985
13051983 13071988 13111988 13121986 14061984 14111988 14121988 15041982 15061983 15081987 16041984 16071983 16091986
16101985 17011701 17081984 17111986 18021982 18041985 18081987 18111984 19041988 19081985 19081988 20021981 20061981
20081987 21011987 21021983 21021984 21091986 21121980 22051980 22101985 22111982 23091983 23111982 23111985 24051985
24101985 25021978 25021987 25091986 25101986 26011987 26091984 26101984 26121983 27011986 27031983 27071982 28021981
28031986 28051983 28061983 28091987 29101985 30011983 30051984 survey qq123456 willi squirts profile architec philipp
buddys mikkel 01071983 1bitch creepers opiate 09121987 horatio kristie bergen getit dfhdfhf paige froggie aspirin
didier came11 canine 12345d trent treetree godawgs leonie petrovich rotary pommes return lionheart chairman plane
honeybun golfnut 06111985 09071987 1qaz2wsx3edc4rfv johnnie bucker slimjim 2sweet andyandy allstate christophe
tickling zinger letme1n darian topsecret josep recon roosters instinct teaser daddys bigbucks humbug 03071983 pusssy
crumbs rainer skunk eloise wsxedc smalls ilya1234 denied fighting dirtydog 03091984 ankara gaylord losangeles senate
merchant adventure francisco leonidas ender prayers flanders wizzard bucks esprit spooner vancouver jeepers dinger
sugars kenzie jolene gucci horror sandberg susieq scrotum letsfuck slipper lighthou laughing danish b12345 piston
locoloco qw123456 daredevil 02011974 rhfcjnf indira 05061985 07081982 chickenwing101 icecold spain fresno valleywa
livewire 05021985 01041982 04121982 dasha livelife 05121986 07121987 website producer 08031983 debra chadwick
987654321a yorkie fantom kontakt mousey teller 03101984 09071986 catfight a1b2c3d4e5 edwin rehbwf heavenly honest
tribe 01101985 loveis blackops galway dianna 04081986 hydrogen sarasara pakista wiccan waffles pavlik 02121983 cool12
sluttey antonov womble faraon objects lehjxrf splendid vodafone vfcnth slapnuts godiva bernice wachtwoord dewalt noles
hobart bp2002 sebora 02041970 01011961 09101986 buddies ralphie puffer fujifilm coochie marcella trista vbienrf baronn
101080 120786 124038 258000 1475369 10041985 10051984 10071984 10121982 11021981 11091987 11111982 12051981 12121977
12121981 13031980 13041984 14031987 14041984 14081982 14091986 15011981 15051982 15061987 15121986 16071985 16111986
17031983 17031984 17051986 17091986 17121983 18071983 19081983 20011981 20021983 20031980 20051981 20111985 21051984
22041983 22121982 23041985 23061980 23071984 24081986 24101980 24111983 24121982 24681012 25031986 25041980 25111986
26061983 27061984 27071985 28031983 28071983 28091982 28111984 29031986 29051984 29051986 29091982 29091985 29111983
29121986 30011980 30071985 30101984 30101986 31031986 31101986 31121983 123581321 place pianos clean candies qpalzm
punkass 05091985 joystick amalia addicted flowe roadway bustle 010170 ribbit thirty methos 02091972 block nermal
shayla snyder peddler piggies pasha 01121984 rockrock vixen ludacris blink wilhelm nineteen cocacol flint cousin
salinas getlost anytime beerme fringe decimal lionhear alexus 6uldv8 editor quant4307s tammie stripes seawolf swifty
flashman bogota dasher ladyboy graywolf 07041983 qaywsx paradis z123456 maurizio plants bullit jessi musician infected
gerhard garrison forsberg flathead okinawa saxophon smooch bundy 09121982 comcast sarajevo a1s2d3f4g5 loader tonytony
ezekiel bigjim tatjana muschi basement lacoste fernande comets 123456c gdtrfb susie squid mpegs sabre 02081978 rowing
01061979 seaman reboot winfield bahamas morena niggers 06051985 singapore timur indain dorado indon duffy escorpio
orpheus rfgbnjirf marta sheryl mygirls underwear maurici nikon newness hippo redleg ghbdtndctv 01091979 slava gerber
08101980 goofball zxcvasdf legenda sickness 05081985 04061982 07021984 hugetits gfynthf 01091980 star123 02031976
3rjs1la7qe internal 07061985 squerting firestorm p0o9i8 starlight 01121985 06061983 03051984 torture blackice bandi
mathias 01081986 mailru tangerin kitties smirnova ranetki unbelievable rhythm nastena bernardo shanno oscars gloves
zebras bazooka infamous housewifes nfhfrfy glenda famil stopit katelyn hillside privacy hospital macgyver 02061970
05041984 748596 10031984 10101982 11051979 11051985 11121981 12031984 12041978 12121980 13091985 14021984 14051985
14061983 14111982 14111984 15051983 15081983 15101984 16011983 16061983 17021983 17031985 17041984 17061983 17061985
18061984 18071981 19111984 19121982 20021980 20031983 20041984 20081984 20081985 20121982 21061983 21071982 21091985
22101981 22101983 22121985 23011980 23011982 23031980 23121983 24011983 24021983 24031985 25121983 26031985 27051985
27081985 29091980 30061981 30121984 31071983 74123698 159753456 macaco freaked vince acclaim cesare lahore bloke samir
survival gutter rising rushmore dawgs garland rebelz android hoochie shaker kelli court virgo basic scirocco fuzzball
mikado frogfrog hotspur helium 03041985 911turbo administrator cornhole 0o9i8u7y letmesee offspring argyle nataha
aaaaaa1 mike23 02031972 clemens johnston shredder sweeney wednesda estate raiden truffles nathaniel fantasies image
dunhill chowchow checkmat phreak starlite caleb jacket allnight vgirl horsemen higher josephine 05111982 1mustang
pregnant romario firehawk sparhawk crosby pokey stirling silverado freewill labia stooge glendale a111111 a4tech
02031971 groupd2013 vflfufcrfh rugrat aerosmit rapture bmw318 farida jediknig close-up pounding pissed 06021984
02121981 lesbain pulled alert funtimes fmale gfgfvfvf santiag corina evangeli archery stokes 02041971 03051981
lacrimosa bionicle visited 04091985 esteban orang 06121982 devilman lamborghini 03011985 07081983 08061984 woods
angelit rockey tunnel baggies 03051979 rjhjdf cnfkrth 08071983 05031984 nadejda experience pietro carpediem garret
reznor schubert poisson fhntvrf caitlyn picnic bassoon milamber motocross euphoria browndog asdas luckyme domenico
telecom bajingan 08061985 husky scorpions rapier lydia 123321123321 06101985 bertrand frenchie 09051981 fucks 09121985
carsten jachin mutter cooking passfan 03121985 yfnfirf sleeping rjcvjc babemagnet mimosa 232425 651550 666333 6661313
9874123 10081981 10241024 11001001 11051982 11061980 11081980 12041982 12051983 12345687 12349876 13081983 15021984
15121984 16061981 16081980 16111984 17061982 17091981 18041984 18051984 19091980 20101982 20101984 21041983 21101980
22061982 23041983 23041984 24021984 24031980 24051979 24091984 24111982 25051983 25071984 27031984 27111984 27121981
28111982 29011980 30111982 31121982 bmw2002 nudity zoomer swatch kareem blender present ducky merrill heavy horseman
midori bopper tires asthma whale hummel wendell biguns armstrong snapshot darth vivid wyatt wanda release nurse
1234abc chingon priyanka sanjay euclid tools tahiti libido nielsen branch buffa sometime abbey prestige homely corps
1password loomis hawthorn nickie christo swiss optima aqwzsx sigmar balboa greatest mainland shimmer riddler offroad
bulletin dutchman passcode crown ramada striper sounds alley worship carling dempsey 09081984 tugboat regional
bernhard 05031981 assmunch beatriz cazzo asslover 04041982 seville tiptop zaq12345 carmine sizzle gaucho buckaroo
puddles creed chooch tonya sexpot diplomat alesha morrow karamba skeleton corazon 06081983 sexy123 samue winters
futyn007 laker 02101972 mannheim picher 02101970 adrianna board bionic hackers dominick before wellingt lynette jolly
romania fernanda calendar pennywis ecuador komputer saxman rudolph devine 04081978 07121984 teapot pictere alonso
07011980 plumbing 07111982 thetruth 04081982 06011984 justinbieber 08031980 gulnara alex01 09111983 madala11 dinero
shakes punani quinn thick hybrid kakarot suntzu lockerroom dima1995 09101984 vaness yeahyeah ejaculation pictuers
07101983 debora craven wrinkles beeline loyola bettyboop openme elodie 2300mj lakshmi frederick daydream 01121980
breath vfhbyjxrf dominika 02021975 153759 333999 3141592 10071980 10081982 11031980 11041980 11061983 11121980
12021983 12031982 12041977 12051982 12091982 12091983 12345123 13031983 13091982 15071980 15071981 16011982 17111979
18061982 18081982 19011981 19121978 20021982 20041980 20071983 21031981 21051979 21061980 21081980 23021982 23071981
23101981 24031981 25011983 25091983 26031982 26101983 26111978 27011982 27111982 28071982 29061982 29071982 30091983
963258741 falling agent marcela rochard thighs kidney extensa cherie excess embalmer basketbal tailgate salvator
nocturne sexymama rebekah lilman crane aassdd terran disabled sonja 12345w binky goats papabear wednesday lisenok
muffins shinigami cajun panorama illmatic rhodes tortuga ticktock misses 08041980 woodstock aligator hocke hellno
mojojojo konyor earthlin pinch oldfart lovejoy reindeer thomson shiva supply texans citrus undertow 05061981 jewell
monolith nastenka 123456y ramon orbital meonly bonghit fullback bigworm evilone hotmama elevator prudence privat
neworder churchil nonstop smithy jigga goarmy troubles zardoz corbin l3tm31n norwood dizzy dagmar maker fzappa basher
lukas sfgiants pussylover xxx777 newone qwedsazxc lioness montoya dabulls cortez divx1 worlds beating vulva rugrats
newstart avanti contortionist japanees reviews capoeira javie gayboy bonzai vivitron dreamcast fruitbat legends
attorney mjolnir fraggle vbifyz 05061980 insecure 01061982 pushok 08041982 belize tom123 caution bigdad 09031981
saibaba ramzes armageddon csyjxtr 06021981 delphine casablanca alejandra 03031982 fhctybq wdtnjr 123qwe123qwe quaker
hustle myfriend paola magdalena wifes knickerless trotter billabong discovery fhvfutljy my3sons sperm cerebus
thumbnils weenie s12345 pupkin slasher wilma hester 02021972 kraken lebanon needle toulouse linux delboy salesman
surfsup footman orgasms woodwork toasty 03071980 02011972 daedalus starfox violator 123412 300465 666555 987789
10021982 10041979 10091980 10101975 10101981 11041974 11101982 12011979 12021982 12041980 12051980 13071979 13111982
13121982 14051982 15041980 15071982 15101982 16041978 18031980 18031982 18061981 18071979 18121979 19051977 19061982
19081982 22071981 22091981 22121978 23041982 23121982 24081982 25011982 25031980 27731828 29041982 29101982 29121982
30051981 30061979 30061980 30071982 30081982 mike69 domini strat q1q2q3q4 04071982 voltron cecil zimbabwe budlite
newproject2004 creeper shimano catfood sparty moochie creator serge amour redstorm cantor aabbcc schultz 1monkey
luckys allman jasons brisbane dagobert xyzzy murph bigjoe sativa fozzie couples luigi natascha kennwort alatam arnaud
02011973 rammstei wingzero swampy 3edc4rfv elmer lighthouse fordtruc letmeinn grinder stinks nebula destroyer athletic
praxis 12345v chateau franci lorien fantasti jumanji cummer sverige clueless spamspam belfast nigeria costanza beyonce
monies planner jonboy morticia drywall sunkist pdiddy massey csyekz campus bigpenis vanity lingerie reeses iphone
corky impulse diamante 1a2s3d4f5g marymary alfarome sledge shinji qawsedrftg sinful shitter riverside 03101979
02071972 greentea iiyama 07041980 parsons giveme imtheman sharma 09071981 evanescence henti w00t88 motdepasse alessio
aceman arrakis pussy4me shelter rosita munster kickflip emine gocats 03031981 rodger boogers landrove longshot wooden
superbow 02071970 comicbookdb prosto rfhlbyfk kfcnjxrf kavkaz 01101979 robots forge marlins scoobie paramore hfljcnm
buckwhea pornographic plokij 03021979 01071978 minnesota lambchop chango silvi anakonda cjytxrf sanjose arcangel
koleso j3qq4h7h2v starbucks allie mahalo samdog gfhjdjp litle transexual webcam bolivi vfpfafrf lucian josie m12345
petite archangel www123 cheeba braveheart myspace lux2000 paddy emili 08081981 masturbation bunnie collect tulip
homebrew whites boingo 04101980 berserk fordf350 thrust pilots cheesy leeloo star12 zealots 07081981 02071973 milkyway
forester babemagn 02051971 101077 121281 615243 10011001 11081978 11111978 12111981 13121980 14051977 14051981
14121979 17051981 17101980 19021980 19051981 20011980 21011981 21101981 21121978 22031981 22081981 23051980 24111981
25111978 26031980 27011981 28031981 29071981 29121981 30071979 31051977 31071980 1213141516 ellis maxpayne bliss
duracell armored 12locked alonzo detect cashew krypto hattie shrink custard mocha albino gates singh xxxzzz allied
libra maryam magoo billows chinchin 123456789p heeled ramstein coffees swing adrock noreen burgess scotts britt
coaster altec scroll tippy lesbos kookie forall trousers cybersex bugman wildlife topspin terri pronto cristin zzxxcc
shaft tiberian buffer urlaub doorknob cheste thanos faisal richter saltydog bullwink shevchenko blanked darnell 1qwert
mistake morozova mdogg maximilian opera sentra diamant steiner sodapop adria headache gstring hellohel messier alvin
needforspeed panache a123456a fireblade devilmaycry tricks asmodeus rodent mikayla shawnee bravehea chemistry vfhnsirf
somebody sharpie mypasswo 05081977 vorona cradle table asd456 01011967 pennstat milfnew momsuck cooki 01081978 hotdogs
marsel cocktail sosiska intern uncle motherfu orwell selmer marajade lesbean pounded scarab princeto fruit rapunzel
hernande ytngfhjkz phones correct disturbed bills iamcool pioner balrog 03051980 evildead aggie 01051979 ltymub
everques 06081979 songoku deepthro tkfkdg tical bartok klopklop theboys 12345asd fishface chewey kjiflm cntgfy gretta
m0nkey gorillaz kombat fyyeirf narut sevenof9 vicious sarge gitara manhatta elektra sixteen kseniya ursitesux sachin
detectiv businessbabe 123456789l bedrock rjitxrf denni yfnfitymrf stooges 04101977 fastcar ibilltes 02091970 dropkick
sk8ordie otter montecarlo peaceful breathe flavor ameteur veronic 04061980 christel 09051975 cowboyup goethe spiders
fialka 1234kekc kostik rdfhnbhf marishka 555222 630112 753357 837519 1122334 3698741 3984240 10061980 11101979
12011980 12071980 12340987 12345612 13245768 14031978 14031980 14041976 17051979 17091979 18061980 20011979 22334455
23021977 23021978 25071978 27111978 28101979 30031979 890098890 tanaka motors royboy margo turk182 honeydew broad
origin monsoon outlaws theduke cedars ladybird quaint ddddd1 bbbbbb1 cccccc1 fucmy69 breezy chauncey smeller cambridge
sigrid succes pass12 ulrich beebop fokker maryanne perrin fourteen aslan blind borges derick washer gecko llama
avalanche patron banaan icetea petrus shelton lorenz scenery sexyme bullock aurelie mike12 restless sunbeam bluenose
not4you leticia linus wsxzaq cayenne klaatu click vicki fremont optiplex 123456qq bulldawg omegared caldwell comment
heathe chowder barnie howie 1fuck curley flange message large bastet yello hermann jelena fuckthat candles 123456ab
genocide charming losangel impalass fartman realtor sorrow pendejo flyguy tokyo lasers zapata crissy locked 123ab
skynet marybeth seahorse goodsex ab1234 zxcvb12345 lorelei machines corvett 02021970 cazzone 07041979 scumbag
fuckmehard goldrush trailers 03071978 filippo wyvern lothar rowdy device asd12345 whateve vtldtlm lbvjxrf 09091979
casual kazanova magadan 12345k rktjgfnhf insider jazmin bitchs spalding santacru alisher 01011966 sunderla 1a2b3c4d5e
09051978 08031977 snoopdogg fktyeirf 01011965 ghjdthrf 01031976 vfhbirf bhbcrf 123mudar kerrie udacha 159753a geibcnbr
lovem blondinka child chees robyn pingvin avery 123456789123 l58jkdjp! 1a2a3a4a gandolf hartley darknes fever katya
funtik product baylee bignuts videoes beachbum waffenss 123qweas braxton oedipus shotokan 02101971 fridge hulkster
rbcekz brick poobear samadams mastermi sammydog ignatius redwall toohot dragrace graphic booter monkeyman slipkno
wrigley vorlon lbtest 141516 222555 665544 10101977 13081978 15031975 19041978 21041978 22011975 22041976 23021975
23051978 23061976 28071978 29091977 43046721 123698741 yoshi niggaz hussain 03021978 ingram naught thalia poets
drifting deepak contests branden bowie skins glassman taiwan damion 1money rt6ytere cesar homeless daytek mark123
yourmama partners navigato goatboy maddux costaric nutella terrance janina barks allyson vangogh angeles babel peanu
caralho lever saddle danman four20 evergree minimum utahjazz xxx666 robson nickolas rb26dett althor marinka snowy
jeffjeff negro doggys lookup baraka mummy topaz feeling infinite crockett gatito keesha thething loves swift bigshow
jakester cochise hazmat johan smack woodside hombre torrent zzz111 bugsbunn furious roach rosanna nettie texaco
bushman smarty stripe skills anechka aquila wishes manual ransom fred1 invictus sniffer marnie rawhide rosco valiant
tonto wolvie everyday feeder delsol candys angelok vasiliy mitchel kbctyjr naples biggirl memories adventur tequiero
asscock grils jacqui abstract bubblegum callofduty dickweed punjab porn4me boohoo thatsme irisha bosshog fuking
housewife temptress dima55 warsaw verygood hogwarts wingchun heinlein 01051974 princ mystical surgeon bloods pavlova
aerosmith tooth blackbelt hotshit manue agatha ethernet qaz741 eightbal solnishko 01011968 snowflake firestar djkjlz
hornyman manders girfriend grammy poppie timelord milhouse kumar leningrad caterina avrora janeway cneltyn sestra
03061977 romanov shaun allblack cerber irakli anna2614 ulrike pussyeat wakeup mackenzi danilo masterbaiting uncencored
dimple manifest songbird triplets pamel devious sukebe ghjnjnbg bdfyjdf chuan gforce submarin partizan bettis dokken
pasta 123456b choppers planeta fuckm patti saab900 vandal snafu phishy rewind manatee fred1234 yitbos lovel vbhevbh
desperado yeshua fabia papit seabass 159852 197777 335577 357753 555333 777111 1235813 10121976 14021977 15121977
18273645 22091977 31071977 callahan sienna niklas nogard marsh jacko deuce dmband manuals vargas micky thriller
ilikesex antwerp norma 1letmein ericeric littlema boats rashid caspe patrizia love11 070462 12345654321 wapapapa
sarina forme hoser crafty mistral arielle gravis nirvan 1911a1 buick rayman hornyguy carajo miamor commerce necklace
fifteen simply cannonda seventeen bambino cartier blackcock nexus barracud pathfinder sammi fuckshit leeroy scrooge
brunette parsifal alkaline chino shitfuck muffdive nfy.irf bobert bedroom boarder courier abcxyz lampard zooropa guard
edthom brians glennwei antigone ishmael mrbill henley dragonz pizda beepbeep hotbabes fordf250 buller motorcyc spades
batma akasha coolgirl skulls rickster under omicron gender maganda theshit hirsch snowdog boxter citibank delgado
newday marmite ozzie goodguy gobigred 007700 harrys brutal professor fkbyrf cvbhyjdf trish league biscuits angele
edmund 03041975 vaughan tenerife goodlife volkswagen 1qazxc southside fulcrum maurolarastefy gumbo concept columbo
08081976 miamo danil riptide mamont hedges tater yuliya peregrin munson jigsaw feanor raindrop bavaria locker beyond
perkele laracroft novikova joeblow fathead 0000000000o fynjybyf molotok thought 12345678900 hotlegs paranoia caboose
markiza degree porshe dolphi sabaka fakepass becool supernatural tecumseh chatham tonyhawk skating francesca mahalkita
ruben apteka reborn maine thistle pfloyd pitures yngwie creepy rutgers iloveporn falstaff clerks shuan dominate libby
golfman bassin bastian lancaster pumkin gamer astonvil jayman bobmarle natedog hennessy produce nonmembe tramp
bonethug terriers tooltime fedorov terrence zhuan virgini krasota 362514 699669 777000 823762 1230123 1596321 3151020
11122233 12041976 13011976 23021973 fiona glider pyramids koala stands grime chili pixie roserose shoot flare saunders
okmijn lololol schnuffi potatoes beanbag joyful marita ragnar phaedrus skillz regent barclay flashy marketing raptors
prima stefania ballard cxfcnkbdfz adeline streak lasalle guesswho idiots davidc matros zxcvvcxz tonka epson joaquin
jamesb poi098 drinker passthie testibil mueller muriel marriott snookie summertime helphelp theedge fannie takamine
woodrow bigpussy louisa balder duckhunt candie ironhors bagels vibrate mooner tulane niagara ronny lemmings factor
theclash boromir sundown ashtray primal camino luckie sparkey couple hamburger lucent ditto colossus gotyoass nixon
class qaz12345 gohan satori bigbutts zzz123 elbereth lagwagon feniks davidb ceaser fuckyeah location corgan catalog
chiks modles penetrating forgotten walking academy asylum gbcmrf optical faust thesaint montero malakas amnesia sonne
morbid astalavista nhfrnjh 05051975 gaelic hazel saratov bhbyrf elisa vfkbyf professional 123123z hermione beijing
marketin segreto mowgli misiaczek shandy mamo4ka joung prick gymnastic goodfell veteran sexsexse axeman gulliver natal
letters juneau 01081975 djdjxrf cristal rostov volkodav 02011970 ybrbnjc bigmama domainlock2005 muller dazzle stefani
youandme soviet katten leafs riddick pinguin dogggg galeries scandinavian pintail raketa jeadmi rerfhtre scoote pappy
edmond 666666a vepsrf craft hell666 macintosh sober osama enough zaxscd dhjnvytyjub killzone labonte grandpri premiere
ovation smokedog ametuer tahoe halcyon laure deicide garnett watermelon rockman john12 mayfield masha hardwork staind
cassi lasttime r4e3w2q1 eyeball peaceout vivaldi 1dallas kimmy angeline jaycee silve details katzen x72jhhu3z 1q2w3
222444 885522 999111 1234569 14031972 147896321 369852147 growler goody bookcase kingtut cooker lugano newhouse mojave
franck beaks domestic acetate maciek muttley chicco scorpi blackcoc blackboy barlow patata dobber mathieu ram1500
doggydog brock 123456asd fuckem numbers p455w0rd gisela mensch rattle blair rabbi redwolf mauro slicer butchie complex
nigel places 1ranger bobcats envision gazelle !qaz2wsx 67camaro algernon 12qwerty cordoba baywatch thrawn byron defcon
sexyass 01011964 rsalinas nickels gomets blocked punter allegra larsson rowena staff dangerou error headless beaumont
evergreen frasier donut bradshaw osgood barracuda tomservo greatsex dbrecz f15eagle dewayne cadman spaniel radius
cedar rental go2hell bolero yesterda flippy fuckof arman alexei ginola jerky 1qazse4 monkeyma aquarium cbr600rr movers
mosaic cronic cluster mystuff arcane dickey tomate kuwait goochi repoman dogma bassbass 123456789k bugatti blackass
snakeman marat genghis gramps escher sincity valdez polaroid hotman witch worldcup solar letsplay slide deutschland
jordyn saab9000 amoremio kjifhf greta magics vaseline alligator seventy learjet computers dimension crave nacked shade
bhjxrf uhbujhbq citron phrases pomidor golfclub ace123 longhorns holdem wellhung tryagain killah colombo dodges saddam
alfalfa blunted furman mysecret pfqxbr druid qweewq gopack zolushka shayne fanatic catdaddy 17171717aa pfkegf loglatin
gbyudby barrel samanta rigger girsl photog spide nadezhda edinburg maripos excellen sokolov rjnzhf dashka rooter
romanova vfylfhby eragon luscious mayfair sonyvaio flipmode borman yorktown states jbond007 777vlad hercule doggystyle
dkflbvbhjdbx goodwill sofiya watching escobar handle holahola davidoff prancer robinhood machoman klaudia henning
mccarthy protoss tittys beeker 12s3t4p55 momsanaladventure fabrizio humble strato foreman avengers kruger ivanhoe
dating tomboy seaweed sixtynin toonces reaver chrisb soleda trekker database cortina nichola twostep wiggles gjhjkm
bobbys easypay elisabeth goonies lesbens cueball fuckedup meandyou hickory everquest omerta fun4me supers sunbird
remington hotter olives manage 01011958 schmuck evelina lancaste hd764nw5d7e1vb1 loloxx 25000 123698 224488 622521
747400 852963 10101968 69213124 78963214 briefs garter cheyanne mentos ortega ginge keksa12 juanito ginscoot gaijin
abrupt ub6ib9 kodak bloopers bobber final maddy anthem torque flubber mothra steveo clara nolan snuggle dshade policy
gooseman babushka 123bbb patterso fragile felicity plummer bushel kolibri blueman crocodil section zzzzz1 social
acacia bmw320 minute yahweh 5tgb6yhn qazwsxedcrfvtgb guilty helpless nugent sweetass rickie bootleg bonzo getmein
ponyboy sebastie grove shibumi boogaloo marlow angelito carlin andrej myboys zztop hotty lombard gallery peternorth
freiheit kindred valentino tessa a1a2a3a4a5 357mag 000000a leahcim porn123 getin winchest konrad nicknick orleans
aleksander blue44 mille shades consuelo dantes pimpster butchy guevara dandy cliffy lifeisgood splatter matias camilo
blower feetfeet ferrar darthvader georges wayer secre caseydog amarillo 1basebal satellit denton tiffan shifty
cezer121 sonya gomez romulus robbins looper doomed kleenex 123hfjdk147 carlotta oralsex kimchi crayon masterkey
blackbel caramba belgium drjynfrnt familia happydog quarter insertions buchanan sidewind missing fettish storys newjob
paroll bigpun hannover langley politics assault cimbom ohbaby chronos logical m0nk3y tylers 4rfv3edc delphin vfnbkmlf
vishnu grapeape andreev sanane kthjxrf 654321a deathrow merlyn onepiece waterpolo rattler pilsner donny peepers
anna123 techniques rodina stetson buratino distance facefuck fabiol morga ijrjkflrf avangard volkova vineyard calculus
rfhfgep buttbutt maybe jack1 morley zz8807zpl archon bignasty amidala romaroma maddison stamford dropdead erasure
britta lopata badguy farrell hunters cassius ericka tracks router 123456789012 8phrowz622 swanson qazplm hawker blondy
chastity slippy hatteras claudine ben123 skull foxcg33 wicket luciana corporal index hills rushrush gotigers iloveit
ganjaman meowmix sheets geology lacey wiggle tim123 dude123 chelsey rebbyt34 cletus imhorny mischa mypussy slayers
janna jeffro klopik 123masha talgat 1hxboqg2 rootedit 123458 999777 100200300 universi sexyred sabrin priscill yanks
b123456 evil666 lexingky murdock mandolin teamwork malaga c3por2d2 smash crowbar dawns carefree footlove xrated
muskrat giveitup gspot wilmer cleaning 121212q assface rastus 085tzzqi usmc0311 tanechka elgato aguila fuckall test2
terrible teufel goodness puppys glenwood ceckbr retsam star1 shiznit samba hottub ufhvjybz dildos mongol crowley cool1
penal 1shadow fulton allright goodwin sevilla bobbi latex shift claypool car123 checkit imzadi gandon windy julieann
greyhoun 063dyjuy trivia shamil pushing reliant booper crevice nyyankee penfold calamity kajak pagan conquer dewey
dillweed pantyhose cavalry golf1 crank arabella forces mauricio jazmine gophers goodison ayrton 123321z loudog tobacco
corpse kayak plaster seviyi luv2epus moment 12345c hackerz thewall tigre alphaman simcity bowl300 pedersen jackdog
feedme 44magnum barnaby written blank soledad assassins 01478520 squire drevil harpua slainte indy500 marusya augusto
bachelor badnaamhere nevermor mattingl lavender patate raster mattmatt texass headshot open1234 topsecre boobed mariko
renat mckenna brigada 088011 batgirl hotchick banks fabiola alanna cordelia boliva polar akatsuki openopen geraldin
freeland mike01 rodriguez princessa federica 5hsu75kpot gbgbcmrf ragman 0102030405 fabienne abudfv k.jdm mamita hellow
babygir santino carthage corsica moonshine touch lucien naomi uzumymw gooddog aquafina carney voland dbnfkz catholic
indycar bryson bassett alexandru 123456abc deepblue argent novifarm alright mannn selene moonstar finnegan contains
schatzi amores nbuhtyjr sexy12 satanas johndeere ultraman dbnfkbq r2d2c3p0 badkarma teejay wahoo funeral lenin niggas
swallows seraphim bigbad damned baldur wendys racoon hawkwind ruffles hatchet vwgolf colts zydfhm harding labatt
assclown crunchy mailbox cerveza catalyst davidd passwerd open123 colony classy lives blaise shiraz fastcars polinka
rundmc pantie failsafe insertion modem dkflbvbhjdyf passed hilfiger businka 55chevy caffeine klein cipher margaux
jacker igorek pornpass smutty matvey 123258 253634 427900 515253 1725782 12345432 32165498 74185296 3216732167 whaler
stuffer sphere divorced bartek anteater anette redshift fenton cableguy killroy kingsize collecti 2w3e4r buffalos
resume bryce xxxxx1 brutis warehous bayliner catter crusade kilgore shanny basser smoked pattaya coolboy solrac
suikoden year2005 bench shyguy lumpy gangrel dakine buffys billion develop bushed porn69 whoopass press 0o9i8u gardens
marigold yyyyyy1 aqualung jamison arcade titus wedge steamer perro ricochet jaydee woodson hippos cumeater jesuss
rickey kasumi ninguna 112233a process nicki ralphy 1sexy nichols goldman 112233q margit transfor papaya carlson
jackets arslan felony haynes alexandria alessia garth joseluis centre leno4ka learning kathrin wolfwolf thorsten
luckyman tennessee needit hallmark tiller alex11 mahal gfnhbjn polarbea cvbhyjd gfcgjhn mostwanted heretic poopsie
all4me raziel erwin 1qaz!qaz anduril resource darlin broodwar xterra opensesame nadegda ninanina 8phrowz624 chemistr
gulnaz numlock prison nitrox morozov januar gfhjkzytn aeynbr porky lol1234 prospero brownies pipers mamma mindless
rakkaus cobraya mywife darker ytrhjvfyn percy licorice allstars kosova memnoch lalaland giacomo schastie crfprf
arsenalfc durden teabag barakuda stell pluton bondarenko marykay anatoliy wysiwyg stampede ananda myhouse carissa
saopaulo jamesd passions mexic freeme mobbdeep flintsto endless lovegod covenant tigress kabuki capri nessie beers
serial boober trophy lemming mapet123456 steak yodayoda vladvlad pleasant vergeten calcutta bmw525 3465xxx halibut
incest muskie vfr750 hangman yfafyz manhattan sailfish summerti revolt righton foxhound budget gunsling gonads lusty
h2opolo coolone bluedevi boswell thornton patter boilers backspac snacks rosalie victo daffodil pussylicker crush
10sne1 magali chaplin essence pochta redrock sergej ghjvtntq blindax 123454 333221 456258 963369 1212121 12041961
13572468 48151623 123321456 rerehepf niceday counterstrike burly forumwp sceptre mickie alfons whodat baphomet cloggy
lionlion kasey longlegs flora limpone oldone fire1 oilman bastos abdulla zxcvb1 kostas hot123 fred123 starsky dapper
good4u lemieux amador thunderbird nippon invis falco lockheed voiture rockroll regal jeepjeep parking derby diddle
drink adam25 sandys adam1 bigtoe hands henderson laugh takashi ladles ducksoup sully palomino test11 shroom taste
yesterday maxfli cabinet mosquito buggy 01011963 aruba sabian 1asshole 26exkp forklift jerusalem dddddd1 planning
teenie aquaman maribel jesusc backs psyche hometown prisoner sexton toons bigdave request franz theory quack ltdjxrf
milenium vegita jodeci kenya lounge meltdown mammamia caribou postov1000 pussylov flapper fancy evgenii elrond berkut
bully cadets import limpbizkit biceps saphire theworld points ilya1992 culture user345 juvenile jumping omsairam
12345678901 dustydog yfnfkbz afrodita antoshka wasdwasd ambition raoul gannon gumball gillette champions acoustic
forums pennstate reeder wheel colombi khalid teste celticfc tooltool horsey hollis zhenya bonghits solidsnake
oldschool mymother romana longtime 01011955 asasin matter yfhenj cumonme cristiano nolimits galaxie noriko tested
delivery lotion essendon ratdog legoland tashkent sargent plague rhfcfdxbr asterios nbvjif seahawk dominator pleaseme
vicecity junkyard magnavox count investor connection mommie natha whoami lakings katharin frenzy filimon hellohello
lauras 33rjhjds bunnys gogeta fightclub franki 1a2a3a illumina copenhagen denny lopas metalgear thinkpad tkfkdgo fenix
lovesme swanky lovefeet billiard walters bareback cinderella touchdow elise limpopo gussie coolbean galadriel third
rincon showboat shabba creatine dominica intense dahlia fucing 123rrr rainier truckin socrate beeper shipping sideways
buttplug sorry searcher hartman jenni chesty nickle appleton sandi garry getsdown tandem goldfinger volodya chillout
erasmus meeting danmark qwezxc d12345 westlife madiso gfdkbr prashant thelast1 vadimka mateusz 10000 111666 124356
131415 135799 145632 315920 322223 555000 555556 789852 1478520 13576479 159753123 333666999 tristar 1footbal rakesh
hayes sandydog mustangg angelofwar blue69 151nxjmt goheels puerto gsxr600 primera vesper rubbing smuggles peoples
bethan cwoui aaaaaaa1 schneider ketchup version nonsense psychnau valdepen bantam petter hateme charm kirkwood anselmo
camara schule ultras weapons roygbiv skazka fifty scottt snoogans adelaida 1batman 2wsxzaq1 glove yogurt noonan boring
satchel raisin wrong curly 1killer indica liver trustn01 splurge obrien chisox cretin fairway rapid kovalenko passfind
forgiven wisconsi ballgag boss302 carwash mike11 derevo makoto carmelo asphalt mavericks lineman asssss stink nikko
azteca tartan erfolg cavallo agyvorc warden twodogs melon behemoth price 123321qwe romain audi100 tuffy 7hrdnw23
chosen ghjnjrjk sixtynine flossie swansea maroon marsik horus bluebear 8ball titlover kilkenny jackel agnes reset
mycock cfiekz rice80 zaq1xsw2cde3 tuttle destroye zcxfcnkbdf baraban teres mariano ashlyn codeblue dunkin minotaur
scoop tales havoc goodstuf argonaut annabelle leilani baldrick nitrous metropol hernandez adonai juancarlo pipiska
agnieszka armitage bubbaa indonesia empires arioch bartlett cognac sauce apelsin powerade chobits parliament
bladerunner batigol charms tracie firework language besiktas baltika vfvfvskfhfve 01011962 1a2a3a4a5a gilmour mackey
isabe aleksa gfhfljrc krasnodar lunar topless makarov tarantul meaghan overtime fy.nrf davecole jetson wonton mousepad
browneye talent brenden schwanz anderso violeta ecstasy browne nacional dfghjc red12345 vfhbyrf mathilde doodie yukon
venezuel kochamcie vthctltc bianchi famili hounds aztecs k123456 andover goodone ryjgrf metalica skateboa pieman
silvana redbeard paulus nectar colour schwartz theflash perez natalka hitter fucke nfvfhf tyrell pass99 lugnut omanko
gy3yt2rgls fuckup embassy riviera nomads femmes puddle asd123asd jackman cubano carly myangel bizarre longdick
clitlick raffles 1buster fathom ghtktcnm nosferat fomoco dumpster judge dirtbag jediknight nighthaw rerfhfxf charlies
dvader overload morlii passw0r tamuna ladygaga hotsauce dmitry dimasik hfleuf htubyf 100001 123369 124816 233223
333222 444777 500000 1233211 1234432 3234412 3263827 7415963 246813579 eric1 sallas lisboa mnbvcxz1 discreet diabl
interex brasilia nvidia rajesh posture griffon repytwjdf sheltie daisymae killyou author gixxer tacit fuck0ff whopper
leone janus sensual meyer champagn grifter vincen closeup spinach autocad 3e2w1q story jacks riker samhain iawgk2
aztec 07101962 beethoven chocobo greek adrien 1lover nelso clues discount mikki papichul conman ranchero 1jennife
auction waves sassie characte k2trix eighty bodies lovesexy thissuck gunsmoke crappie khalil gohogs pooch olds442
jerking gibbons darts maryjo slut69 shana bible gubber moneybag cowman ndirish bypass bumblebe halfmoon airborn jim123
gremlins zzzzzz1 thatcher jerem karla televizor vostok telecast davidj relief torment 1fuckme pelikan southsid micha
picker 1harley mormon guide henderso mettss fuckfest gregg kylie chacal foghorn hornyboy retail farcry karapuz print
realms tities multisyn sector dagestan 123456789abc nubian yasmine hellokit blowjobs toggle balle ocarina booties
cheer joachim doggone thematrix wsxqaz badlands galactic commodor jamila mackenzie knockout anjali bigpimpi sneaker
winchester snikers flhtyfkby hrvatska d123456 tactical imcool nikitin octavia svetka hondacivic dreamers spartacu
syrinx afghan brabus marietta ararat timeless steelhea ctdfcnjgjkm watashi conker myszka lostsoul jagr68 wilso 123456h
rubbish doodah evgeniya rfkbyf hibernia q1234567890 mansion cashman seren loredana 123456789n kukolka sinjin lfhbyf
pi314159 patit farter fkmnthyfnbdf razzle biggdogg knife oriflame gtkmvtym totally crisis daytime rockydog pasport
ytyfdbcnm micke manana dimebag mothe redfive georgi ganesha iwantsex vitaliy ghbrjkbcn mugwump reporter chucha knulla
ashes avgust frontera bigpapa grape tony1 ganjubas rodion venezia signals pendrago 1234567u intelligence haribo
hotbabe elisha rocketma hammerhe darkmoon thematri popsicle jewboy boggie rocketman hellome ruger viola ratfink semen
margosha geisha 68camaro ibilljpf kevins bigstick lehman 1bigdog westie salad milford voyage jukebox jackso riches
martino stephy shrike jadzia passage democrat iloveher otters milashka floria biggest swede matt1 funnyman sawdust
emachines rob123 playboys randal twiztid charl dave123 satriani lolwut wobble susann faulkner gospel suzie tables
roderick bloomin rjyjgkz johnn lowdown ghjcnjghjcnj strannik satin megafon 123123e marko 15151 135531 271828 777444
1231231 1233210 1475963 2234562 5641110 7555545 12233445 159753852 777888999 domenow wowser stroller jerryg 014789
tazdevil dale03 crossbow abc321 08154711 critical oldnavy freetime 001100 kingrich tupelo funhouse clarion lynne
hun999 playful parade dickman bogie prasad billyb metals billing 013579 dave1 material toxic shining lemond whkzyc
njdevils hotwife hrfzlz gravel thunders mounta1n murat andros inform royale internat camaroz2 damager pinewood dick69
1qay2wsx 2wsxcde3 nihongo thinker jabba stockings egorov hiroshi futures holeinon mazinger oneton empress %%passwo
vampyre canad clocks hooch jamest 2cool4u 8balls treacle ak1234 blazin bonefish pass01 islands homies blue45 fairview
cramer chewbacca enfield piramide juggle chump sc00ter galahad bettie inches decatur hatfield blueline fishnet
underworld piranha lager freight orland bourque bound maxman jiggy yackwin girlfriend bateman interpol sydne dandfa
windstar tenpin skittle bluegill edith lizaveta fatpussy isgreat stlouis bereza baloney st0n3 beckett wacker jeeves
gobucs hommer therion cadence beluga polgara samael josef qqqqqq1 group a123321 qwerfdsa income nutsack peterose
qqqq1111 viewer marduk architect mansur mutabor bitchin zamboni 123456p ckfdbr 123456zxc allure mclean 13579- jacque
smurfs truffle marcie gimme jack123 qazedc rosette centrino aguilera amherst nikit photoes herald kobe08 wonderland
bingos memorial midwest trashman danielit asd1234 fonzie clubber invader artofwar lexicon puckett dripping flamer
mansell flapjack kassie 123xyz samwise newworld organic landscap verify cristi temp1234 23176djivanfros salamandra
vbkbwbz ljrnjh 123456789qwerty oktober deimos dzxtckfd sobriety tookie angeleye yecgaa hotcock thetachi dickface iddqd
advocate nasdaq schoo marma edition gemstone minion amormi godofwar smallville qwertasdfg dthjxrf rfntyjr mashina
audis4 lisa69 stamps astroboy woodward armenia delores ubnfhf cyberonline galatasaray vbkfyf sexybaby mitsubishi
notredame blacksun qazxswedcvfr vittorio azsxdcfvgb tillie shakti karamelka capa200 novikov catalin qwertyasdfgh
glamur mobil patryk hitomi gallardo rjyatnrf imperium inflames bugsbunny vlad1996 arina jakers ukraina freezer
piedmont bagwell qwe789 grassy davidm dorsey bigdogg pheasant blastoff convoy steves tuborg indahous laredo
ilovemyself parasite voltaire 123456j touchme delano banjo bronte robinhoo newage cummings laracrof bosstone quixote
tribes pigdog bluenote nibbles flossy islam sk8ter brentfor shari goldmine wellington bassist manner forty goodtimes
michi camill mousse colgate budda wtpfhm schwinn holley sincere dewitt wantit humpty exploite giddyup dopey greedo
mewtwo salute reverb morgen useless lapdance cvzefh1gkc mania killemall guyute joyride matvei marlowe driving velcro
pusher lfybkrf bublik fantastic rocking cnthdf covert ramazan iwantyou repytwjd radiance lethal ruthless sweethea
poohbea volodin olechka kapusta 01011957 89600506779 sandeep pablito 212223 235711 524645 555444 5550666 748159263
987412365 pissant caddis chicke jerrys haters cumload raccoon epaulson perils slurred hermit powerpc kalle ariadne
bungalow patsy semaj garten brandie tripp chatte jjjjj1 gggggg1 ppppp1 loading stomper seller jamal 1aaaaa john1234
aurelius monet man123 buttsex gifted merli etienne grainger charcoal eatmee marisol xytfu7 stand vulture soraya
homebase yannick adrianne 1chris sensatio 1george 1bubba 1diamond 1golfer burke mclane conejo edwardss crybaby
3edcvfr4 1qw23e terence playoffs passe lovegun king123 closed month panchito frantic jys6wz out3xf munchie fellowes
thirdeye alfaromeo hellion isacs155 joanie dominus hubbard roodypoo mcleod scooters dbrf134 sludge paul123 bugsy
etnies jesuschrist ashman palmetto sylvania gerardo tobago hansel thebes vertical aurelia fordman chanda callme
w1w2w3w4 launch proteus melbourn desperad save13tx relax angle hotwheel bretagne arabic trinket starla 300zx phatty
caspar sportste pickett terrace raging madsen marcy vatoloco ghostman jedimast pringle futura bungie prakash muncher
blingbling pembroke fatim arsehole barret framer bored psychnaut1 bonito begood started mollys harlan prairie braden
odysseus pizzapie desires accent reverse wargames elissa winkle mysterio darkknight actor career blondi westcoast
scotia xfactor banderas 4r3e2w1q crabby fatluvr69 trilogy xsw21qaz denisa yjdsqujl felice slimed123 kawaii malvina
1q2q3q4q5q sailormoon habana varsity current big123 sameer spanks babycakes sarahs teddyb schweiz mack10 rouge creativ
scoob wooster oldham pussyeater ghfdlf muenchen sashok medicina gabriella cristia alex22 stussy petersen mercy den123
izzicam warpten samolet reaction whosyourdaddy prikol egorova auralo rafae astoria carcass bill1 tagheuer weeble
xthtgfirf 1234567z kochanie oc247ngucz carioca manish gianna orkiox. kingair squish 1111111111zz tired porn4life
anatomy snooks illegal warped slimer littlebi siberian limerick xboxlive ignacio gaffer parish rostik lunch baile
kratos prettygirl calvary moonpie thejoker greeny coyotes cleric riding cuntlick metalman chantel pounder leiceste
osborne handcuff warhawk temper princeton trolls kailua minister billys cum4me sitruc firestor rhapsody nodoubt
jeronimo makemoney annemari ironmaid utvols chevyman resist bungee hugecock refresh tooshort primetim sylvester compa
lasher tugger passing valdemar jetaime bear12 yendor toobad goodies outcast darkwing wipeout chrism jeepcj7 nikitina
abrams nickname yomomma coopers cereal flyaway muaddib nelly 123456o ramone dima1996 fnkfynblf skypilot newstyle
levani 0wnsyo0 123sas 258741 335533 451236 479373 554455 555888 741236 852654 951159 968574 12332112 13579246 96385274
159875321 326159487 789123456 1223334444 alvarez timbo luckyboy mullins asecret booby ramair 2112rush chicas
duranduran gunman daily pescator dte4uw gaetano chapin merrick linsey brayden giovann trina candi silva bakers burnley
bbbbb1 thebomb birdy sexslave hobbs ganster buckie bosworth heinz mulberry elohim willys purgen waterfall skeletor
plant annett pulamea mccabe caballo human itworks santo idiom asslick gaysex bebop creep notice pepsicola winamp
octavian love22 serebro eeeee1 123123123q detail itachi squiggy w4g8at macho montauk dwarf terrie 1jordan 4snz9g
hot2trot blue33 delorean bianco ishikawa simeon magyar baldy bullets explode boggle burgers alias primo document
jessika retep zorglub wilcox fistfuck dixon barnett fredd pedros gfhkfvtyn gorman sexyguy seagate jailbird arrowhea
tainted sexbomb casablan creek qazxswed moneymoney miroslav dagwood showcase barca collette polkmn sorcerer sex6969
hemicuda saber stargaze funguy 1111aaaa tweet polka weirdo imogen bling conflict ironhead shorts smarts fuck777 moosey
winky cnhtktw fktrcfylhjdbx poppet checks vfnhbwf scimitar nikolaus mikaela ashish oriental trippin hellothe parole
nordic chatter reverend negrit edinburgh gemin hondacrx zaxscdvf latvia zepplin popular voltage rebirth voetbal as1234
order pervasive goodnews astonvilla cheval milagro stewie cachorro imback truckers sysadmin olivetti 89015173454
mamedov petey rjcnbr multimedia navarro manitou symphony sanjuan emachine fktrcfylhjdyf phuket asdfjk malcom cnfcbr
regret bonfire vaz21099 sandals reklama violent slammed joselui plover smarties healey roxana stanger sunita hanover
genesi frankfur godwin gfhnbpfy bubby svetlanka cuthbert steward alcat odette blue21 declan nagrom yardbird godfrey
morkovka atdhfkm gjgeufq dmitrii kisska virtua arhangel percival fresca minako kban667 muaythai whitman nyknicks
mahalko yorkshir rodrig enkeli echo45 molina junction guitarra tatian hereford sweeper tightass hoddle taekwond phenix
millerli layla cstrike 123123qwe staple qwer4321 division gr8ful feyenoord solid morrigan dtythf hello2u apathy
parolparol kamehame round jake12 arschloch catlover whatthefuck madoka bigshot bagger dogfish calcio direwolf karmen
jakedog 1357911q rocheste pittbull hondo rache roma123 bethann terminus walden pennst grandprix drinks comicbook
japanes excell jeanie sonnyboy sexboy twingo moneyy lickem slydog rumple lucinda eltoro parties lawdog gibbon helloyou
gunter fencer starks redtruck cuties chevyz71 header walkman 1nicole surfin kosher kindbud morrisse trafford update
mymoney match evenflow concert geneviev marisha oneshot konfetka knowledge irvine laxman sk84life fuck12 versus
123456789w dawg1 12344321q fyutkjr ghblehrb lbfyjxrf kurosaki 123333 123666 567765 789321 963741 976431 4637324
11121314 19844891 21125150 132465798 243462536 tommys brandt bmwm3 redbirds skelter westport rock1 slacking crysta
hosted annual makemone indiglo strings antonius legal 3some olivi frehley eadgbe 541233432442 dmitri fish1 weights
takehana 12345e ratchet germaine chain becket rotterda vicente fcbayern pirata toosweet love13 nolove 380zliki knarf
startac milesd schwarz 1robert coast 4free warhol figment bellevue bayview prizrak arigato sallie scores tiramisu
1daddy mambo belarus wetlands practice 12qwasz sssss1 luckey watermel paulo platoon johnmish natas seraph t34vfrc1991
hecate melville stuttgart fffff1 bolivar muffi westgate hr3ytm theraven superdup folder skoal mzepab winifred adagio
benning abulafia al9agd oemdlg dhip6a cranky 7uftyx antioch trustnoone papercut energize oriole barnsley alexan
hoopster eightball toughguy babygurl deadeye fermat dalila mahoney circuit blanket razorbac paints schlong brazzers
cornholi champagne singing yokohama bigboi firetruc thurston epiphone gateways edwar proverbs bulldo patricio pionee
good2go brianjo davida puravida shocking baby1 123456qaz chasey warfare durand tremere vfhrbp glorious catch strategy
q1w2e3r4t stallone payne nails jeter ishtar bugaga arisha sunderland a12345a carrier capitol stringer penner yingyang
anamaria ilovepor ghandi gfhreh asdewq ashanti tough shannara kremlin whatisit niunia config kakaroto friendship
nurbek buzzsaw candid superboy cellular dress maricon pacifica teacup weedman annabel phantasm antman salvation
finalfan cogito sepultura adida tigerlil adrenali hellbent guderian grimlock airwalk playbo anklet aenima pampers
caller baltimore render arena beaut asdasdas girdle rebelde batter seafood dahc1 cheesecake rebecc testme swindon
izabella kardon brindle northsta sherwin rosetta kindness kusanagi diceman junfan alaina shake malishka aa1234 szevasz
pepit robby iskander fgjrfkbgcbc rfgbnfy katenok 123456789qaz 555555a a123123 cabrio home123 dreamy 55555a aol999
sammyboy bagpipes dimarik 4rfv5tgb reward ismael aliska cjrjkjdf barsuk 3girls lebron mamit buldog vfrcbvec utility
mello cfhfnjd favorit haha123 kellys oliveira tigerwoo brewers cnjvfnjkju cambodia centurion warzone verity colette
vfiekz rediska neptun onclick fidelis spandex 1234qwerty ihateu liberal ostrich doremi shelia mickeymouse vjhrjdrf
rainbo creamer ilona rolando grasshop snotty bauer wonkette melonie vasya jake1 klootzak jake123 geniu trouts vsijyjr
britain landry later bubbadog ghbrjkmyj makarova effect kohler travelle tiedup chevron deere compusa reject bootneck
biggin red1234 watkins cuckoo sharo gohawks ou812ic 000006 yoohoo fuckslut bigdee mcgwire canseco joann hotpants
slaves aluminum grizli mylene nodrog adelphia frederi tavern golgo13 crime mcguire coffin supper lolit matches panacea
keaton r12345 portman prefect lakeview medieval lollo towing flavia neogeo longbeac ravage networks joness cinders
lesbo jansen albania 4904s677075 paul1 jemoeder oddjob reddragon w12345 respekt 12345i dawggy orlova natashka 123555
222888 224422 242526 475869 12345671 12347890 19933991 44445555 135797531 1111122222 tincup mrbrownxx 007james flyhigh
sonnet cordell love23 freestyl barman hardhead l2g7k3 pollock juergen maribe ballz yamah mellons trashy mitten weber
andy123 fartripper ggggg1 eeeeee1 superbee turkish knowledg eyecandy eugen engel topfuel budice eatmeraw asteroid
crewcom blister khaled cheeta 12345f abcdef1 agustin spectra doqvq3 kswbdu parke oconnor cerbera anselm phipsi maximal
franny marimba juster bulldogg mavrick vander merry meyers 1william c6h12o6 1james flogger carmex letitbe mylord
kosovo bobdog redhawk squonk lamar sycamore tigerman 009900 howler cleaver squishy shiny marky bethel pkxe62 2fchbg
ladydog fun123 pascale ewtosi aaa340 mp8o6d tyvugq nowhere hard1 tzpvaw diogenes macros marillio xngwoj realdeal
greeks larrys craps cheeze chilidog lanman mozzer regiment grogan gerhardt astana asdf1 asakura davidl 013cpfza
bmw325i pompier fredderf hodges nietzsch bluerose workshop bharat qpwoeiruty symbol 12345trewq hillman woodys ritchie
dustoff ganymede chapel maxie thelema clear satanic beasts 1234rmvb freelove aqswdefr pootie numbnuts quetzal walley
love2 juggs whistle kakadu jay123 antigua minidisc blablabl voices razdvatri sensor pakistani fylhtqrf alhambra
alastair ukflbjkec gonefish kozerog xcountry hakeem bigwilly humboldt faceoff greenbud colby iluvsex override destro
bosnia blacksta erick sherpa godson jumpman joints salamand chantell acosta carmela milagros kailey coffe chelseafc
paroli memento gtnhjdf roxan 10inches t123456 felip mikhail 0147896325 darkjedi blackrose godislove region q1a2z3
ghjkju weronika rankin g00ber agosto haircut blue13 vfhvtkfl primrose kukuruza kozlov rfpfynbg farrah jacki gaming
grenade cristo kasparov flipside kadett 12345g memyself gfgjxrf doritos ghbdtnbrb micros dashadasha blue55 wesson
hellya savant ghbdtnghbdtn juarez rfhjkbyf evely kukushka latitude sistema cthuttdyf strelec sonechka xtkjdtr chicca
belochka atlant atybrc rerjkrf gnusmas rasengan packman transport eater marjan ulysse scribble cdtnjxrf jarred
marbella sparco landlord 1cowboy blackber alvar elnino carguy selen ameli schlampe red321 assmaste capitan loulo
anasazi natash mrhappy golf12 shizzle jledfyxbr vika123 churchill miracles hoopla timoha 07831505 monkee bigsky nbvcxw
foolio silverfo sabotage tackle spoonman babyboo bandera fred12 congress chisel gfhfif bmw123 xrp23q leo123 britneys
drinking sideshow ppspankp 4life gearhead jamies kamil hooked q8zo8wzq 1winner bassfish queer accounts etoile federic
joking stratos carbine jigger gamers scottish biggy temporar stump multisync boing slinger hollydog scribe neuken
12345678900987654321 moonie lovepussy sumner kaneda lexingto canadien bluearmy wrxsti luzern knives bobbo blythe
laverne problem dollface letitrid juventu goodfood kelsie peterbilt getalife porker sunnie stairway rahasia nakita
bonham mills troopers halfpint browser westcoas deusex costa steady 3stooges toolshed canes mattman drdoom timing
rapids goobers pepsis buttocks lausanne sebastien wildrose doorman iwantin bocephus squeaky nafets jeanine lottery
katina kenyon jesucrist skyblue bestfriend graeme kallie favour kingsley dmoney washere greenwoo problems debate
sharik coconuts 08522580 florenc lena123 fussbal images katusha 20001 113322 123234 133113 135792 333888 555111 557744
1001001 1212123 2583458 11924704 12345666 19877891 25251325 43211234 123123321 titsnass connery haunted freenet mabel
jumble wallis regis greasy sinfonia rjw7x4 wavpzt newguy dad2ownu jaspe fleet reksio 1pillow 019283 mrbrownx yyyyy1
iiiiii1 hhhhhhh1 testy spenser dominos probe phaser adolf matte suresh shooting qw1234 hopefull piotrek dolfan gnaget
pwxd5x gotlove replay 8dihc6 qbg26i amtrak upnfmc herons bluemax trotsky recycle wiking manzana superson commie ford1
lamesa bringit camell joonas serene intell leila abdul alex13 hyper qwerzxcv grubber canela ichabod vibrator 1hunter
hillbilly westwind hotline 1tigger covers piglets bronx frame yakuza alex99 154ugeiu crypto clarkie education corvus
ichiro duluth rosalind paramedic scenic 111111aa schnee downey lustful g3ujwg reddrago hufmqw hellou meddle likeit
manwhore mamasita aassddff sexme powerboo cracksevi ford150 51051051051 davey fidget cup2006 383pdjvl planetx landing
rottweil playe karlos nazareth gudrun tercel paperboy draper bochum adjust scranton notagain 2girls springst drumline
salamat lagoon powermac woaini duckling rellik iiiii1 canabis rjynfrn vestax burbank checking wiseman african fontaine
wizkid romina easy123 weiser jiujitsu buckey backlash quark pennie 2w3e4r5t ancient neuron porn1 270873_ wells
colt1911 hahah knocker myhome bulova shingo thisone gordito jennys judas kickit tolstoy dingus changeit winning
possible fucklove mozilla chipie doma77ns lostone hoopstar alamo cosita strangle frolova corrie hatcher blue01
fabregas ambassador miria vacuum free4all vbktyf guessit cuntsoup 12345zxcvb blackshe osbourne catarina moss84 chalupa
gargamel anutka gomer attica zealot madonn golf18 coronado kaplan chaoss commodore teiubesc vfvf123 meatman hellcat
outlook promethe baikal anuradha berliner painkiller reviewpa pepsione frieda montes salina slade gtkmvtyb rockport
harrypot clair newmoon vodoley confuse positivo teddie pflybwf humper foosball kipling gonzale viviana saltanat kjgfnf
vfvfbgfgf hadoken syclone mythos gigolo biggs hamburge duffbeer saywhat webhompass a7777777 countach wembley cumface
bates works seagulls grunge anabel alfa156 amylee guatemal zamora gtxtymrf liberta helpdesk gfhjkmxbr fuckina gehrig
scamp cruzazul giselle colon pollito hermos lovecraf darien alici castaway dianka peoria breakers thisisme almera
alpacino gamera meadows incognito badone defence annamari suzenet rollie cnhjqrf manunite andree dockers purity
package sarasota checkmate boondock vredina garci happydays landrover kfvgjxrf chesterfield opensesa crossfire
apocalypse thetick wildblue junker transpor spokane nec3520 locoman0 tenni submarine neveragain moving powerup galena
moneymaker westbrom haggard autobahn cycle jasonb gazza official phantoms 1patrick wester fatcock new123 sprinkle
deepsea samsara julies maldini purchase 1hello drivers client shayna interests mets86 dryden dothedew defjam felixx
scales 010203040506 binger kevlar mgoblue shakey sparkie paterson sandrock binkie bubber shaka tommygun pimp69
usmc1775 open4me fightclu tanja thunde gandhi mauser griff gorgon bigbuck heybaby bridgett society smokeweed gibsonsg
firefighter funsex seagrave darla bourne madhouse bookmark soloman caruso tristen [start] its420 panty windex dobson
bells vonnegut drawing bolivia fighters cachondo kasandra homersim syncmast hayward doraemon chaotic roxie vasilii
farting taras croatia john11 lol12 f00bar cherish puller berries eugeni rfnthbyrf tease handler pepino montagne patel
4wheel graffiti trusting newports shank perico treat lfiekz hjvfyjdf qwe123asd cresta sogood tmoney woogie kbytqrf
lost4815162342 kozlova platform silicone naresh art131313 45645 113355 123432 123444 178500 192168 999333 2580456
55832811 98745632 99887766 124578963 314159265 321456987 eagleone crazyzil kristal yssup dimensio penney blacktop
acrobat kenton nacho srilanka muddy bedtime session pimple jjjjjj1 12345678c claus finley ffffff1 sqrunch gobrowns
wellcome bear123 montague accessno 123zzz irland updown 6string spicey patent tratata iamgay christof buckster gldmeo
m5wkqf ratpack marios jake01 1martin giulio merritt l8g3bkde bommel geirby waller sunstar imissyou bakery abbie
ar3yuk3 4r5t6y sallad pershing manchu hcleeb x24ik3 dummies frigid bobbyy tawnee greddy ccccc1 hhhhh1 102030405060
marks garvey just4you antilles deadlift visions shankar southend glotest brianne sxhq65 lindas edgewise abracada
drummers scxakv t26gn4 winslow calhoun shifter 3cudjz xqgann teenager pxx3eftp archive f9lmwd hihje863 oakwood payback
moldova w0rm1 bonds jdeere dapzu455 chucho leisure hicks ballon cool99 123kat lowlife lovin joeboy mooseman onkelz
coffey buckle skooter aarons heath oneeye gr8one juices merhaba bowhunt godboy scratchy sex666 postov10 tooter jimbos
2sexy2ho cumalot thaddeus kassandra stadium stjabn gabbie fastback trails cfvjktn reliable ohiostat jellyfis morons
bigbill pidaras fuckmenow bullhead 1234ab arsenalf temporary ghbynth lolly glist vjkjltw utyyflbq baguvix phydeaux
sevenup numark lettuce dread 78girl dionne sylvain dthyjcnm enable ronal hellraiser abpbrf donger timex cidkid86
cortland aceshigh kimberle ulisse gardenia beware griffen biotech secreto tomoko shipyard pepsimax qsdfgh lyudmila
michaelj anna12 tangerine loyalty michelin telemark shemales doudo smiler starion dreamon happys hfgcjlbz cheeto gemma
shahid coope anonim esmeralda thrill fabien filipp ariadna bluefin kitana frdfhbev ferdinand winsto vavilon caliber
kanada iloveamy lynch gogreen flore doorway kaitlin tallinn alphaone kamala censor centauri mobius moren senha
nataliya cheap dbrnjhjdbx nbnfybr estella cxfcnmttcnm supergirl kennet rexona thorpe lthgfhjkm wtpmjgda marlen weaponx
niceone gametime rayden independent arian zujlrf files hammarby allover lthtdj pollard idaho obelisk florid television
oldies campos kmfdm anatol rockit madeira beasty lovell teache charged planot myers indianali sayangku myriam kongen
deadmeat saruman apostol interact letmeinnow frien ishot angelin 11223344q skates sexy1234 ewelina coldfire tenchu
9inches televisi sherrie virtue mark1234 greeneye korea myfamily heathers paprika welles fiddler rudedog brussels
gentry jeepman bluegras darken barbarian perfecto operation bartende bobbins blackbox pharaoh woodduck coolie dickless
thales timeport clones johanne lsutiger verdun 1234567890s skytommy jerrylee hoboken cadr14nu timmie ready2go suicidal
tokenbad hotguy keyser my3kids consume rossia scramble pi3141 shepard 1066ad deacons mustdie wexford filbert tania
paleale excel ballbag limaperu racine nashvill kellyb tropic pinecone centaur scubadiv 1summer nokids starts rebeca
raymon boatman billyjoe sheri bridges rfrltkf tazzzz boness killing makers yesiam thrash inkjet squids rhbcnbyjxrf
uniden dogbite oklick tallyho homey radioman booner montan garfiel q55555 bonjou spacey nx74205 sundin holstein golf72
flaming savana mallet petrol priscilla sochi2014 ghostrid sexmachine thurman magdalen dallastx docto powered gnbxrf
raffaele starflee marcopol dribble portuga grigio doroga demonic laughter asnaeb gatech njkcnsq stepanova nariman
nikolaeva marked 123456789g maksik littleton lockwood stepanov mark22 nikolaev vanyarespekt 123345 152535 198200
203040 282860 654456 852147 12312345 18821221 23049307 55556666 134679258 redgreen steff daddio freebie 123dan qqh92r
dcpugh heavyd opened muster danimal redblue medium danthema basics level andriy katze zafira straycat sicily elric
johnpaul fffffff1 lower zzzzzzz1 wolf666 leonora simmer violence failure dozer gtfullam followme fritter rudder
1charlie nimda2k poilkj martel apostle babette rolan picolo siemen masaki d6o8pm ingeborg lifter forensic 7bgiqk
supervisor recoil wendel 1701d dgl70460 sosa21 quixtar hugger bello fuente sussex cellphon matman lovetits digiview
porche chubbs missile jacky wolf1 ilovemom redmond fenster taggart djgabbab bangor herbal h4x3d bodine take8422
christen rebell primer banking waterpol hadrian marconi packrat maxtor bbb747 ch5nmk withyou 5rxypn doozer fuaqz4
mendez bjorn jailbait treeman lenore acun3t1x chgobndg luft4 echelon phelps mike13 123456i omar10 udbwsk redcat
fernandez revilo macarena shagger saturno sexlover slyfox jambo choose wheat martyn octagon cherr pasquale speeds
pegaso jlaudio phred radios borris cashmere molotov mpower lookatme bateau pentax radiator 1thunder zoltan luvfur
mugsy bangers vaz2107 alistair dumber chinacat jenova sokrates maddox redford wabbit asdfas omegas vista gungho
choclate reese monaro matlock beszoptad sartre 12monkey miramar foucault cities fktyjxrf ssssss1 wwwww1 qw12er34
aqswde fromage deamon cochon tiesto friendste pollen tolik 1fuckyou guerrero woobie wormwood saleem tajmahal gretel
pucara demian aq1sw2de3 aidana climb madona paypal 1pepper gameon egoist love143 acidrain pepsicol love21 talking
gander flakes farhan serdar adrenaline vigilant lakeland aditya colibri psalms malamute megamanx clare berenice
123456789x gremio tampa kocham guerra uhbyuj gross alyss rosebowl esperanz 89231243658s costarica naveen millennium
obvious iseedeadpeople rjdfktyrj douglass suchka matematika nikitka malik fargo vfrfhjys transformers olga123 stuffy
boobo ratbag baranov steinway rahman sodium asroma zaratustra dbjktnnf ghbhjlf pfchfytw mama1234 garand israe
hellomoto perros drgonzo slaveboy imperator skyking anabolic monstr booyaa tigran bongos venkat alligato chamonix
ballen weener kriste ktjybl hedwig trogdor rubies motivate golova ytreza gracey celia deneme secret12 simran mrpink
mujeres quiet eagleeye vologda torsten foxbat andone vehpbkrf murzilka solitari tempus lbyfvj bratan gfnhbr angler
depechemode zombies zanoza ias100 hosehead robroy fuckass tallman marcell assa1234 vyjujnjxbt serendip arsen xaccess2
midian vlad1997 littleman 12e3e456 69a20a minni madras fortytwo ferari go1234 minnow franca ballss ilovekim teflon
paulette quicksilver ribbon zinaida teleport quint bigcocks rimshot barbos ghzybr trespass nastyboy mine2306 goggles
earnhardt startup peache biotch 1soccer superd dfcmrf curran feedback claudius bassline xsw23edc juninho bathroom
wander salvatio kkkkk1 ryan1 cozumel stoops schooner nikkie mullin genuine chimaera dispatch qqaazz controls spyglass
jack12 poiu0987 bud420 saracen gardener honeyb tweeter findme kacper itstime good12345 playas devildriver kolyan
pennywise celestia rosey pullings rimbaud chicky candycan 321ewq sturgis hellen primary darthmau cumulus vinny gnosis
jetset myass hotels breaks nalgas milleniu mckinley holder hunger leandro paul12 jadakiss nunzio crowes toyot dixiedog
poppin paulchen scarecro rfvtgb skunky milwauke stefa lucydog fixit leglover concha naciona therese s1107d smell
cabbie payment wetone happyboy marci rammer misskitt porsch aalborg 1daniel relisys mariso rfhfufylf rfnhby steely
soulman tilly bladerun keebler ginuwine contrast zigazaga sanjeev intrigue teetime gitler sergeev brave radish farmall
dbrekz jkmuf qqqqqqq1 dilshod gaeta jmoney efbcapa201 robbi intheass ytcnjh mikeys vova123 1dawg 114411 159874 171819
197000 225522 232629 252627 300000 326598 654987 667788 774411 852123 852741 5550123 7550055 9788960 19391945 54132442
456123789 456789123 1112131415 3141592654 eljefe squeaker magda agenda johns gobills keines persia jennyff joschi
medlock elektro 00133 salty humberto netzwerk wired art123 souris heyman ddddddd1 2002tii deliver 1ginger proctor
tragic flicka golde evidence podaria qwertyytrewq badgirls newyor smoothy stromb loveboat gonzalo oneman ricflair
xerox milli silvio nadin tweeker dirtyboy outlawz nick12 043aaa 56qhxs qcfmtz ugejvp d6wnro punkie englan 1thomas
semprini sr20det assist 4meonly ambulanc wotan calvert mutton farmers mark12 xakep1234 diese adler mybitch merkin
dogfight 1dick 2wsx1qaz corran 1orange wolfer jimenez xwing vatech marias subwoofer seagrams lbvekz jeroen wulfgar
theron remark stephe arachnid vanille hotdamn .adgjm pledge ikarus jiggle pockets armadill diabolo horst 3ki42x 4zqauf
oneway q9umoz 3mpz4r yy5rbfsc lllll1 nochance w123456 papercli fhntvbq dehpye zsmj2v redondo 2n6wvq beelch p3wqaw
schwein love4u buzzers dolittle 4money sn00py 2good4u mihaela 1972chev cranberr sesam dutchy 121212a beryl carey
phuong trickle nomercy gossip screwed happyme melnik uwrl7c 4wwvte argento hisashi gsxr1100 concerto bubblegu mellie
ernst andrade florin almost makita passss jobber defamer 6chid8 ptfe3xxp roofing airhead mainman basses adgjmpt
waldorf elmore cornbrea 123123123a a987654321 globe beasley dont4get kingsx golf69 thermal merkur boone mehmet
helloworld christos fruits giorgia clarity cheerios qwedcxzas tgbyhn acerview getty batterse snowing clticic mof6681
chrystal rerecz coupe jaclyn saxon koufax a55555 goodtogo bayside torana donnas ponce ferdinan bigbaby honeypot
milkbone ooooo1 umberto asd123456 chairs cabowabo strekoza kfylsi caballer nanny kaffee sleuth vasilek jacqueli
smallvil anna1987 andreeva rfnfcnhjaf okidoki tanstaaf edelweis birmingham telnet abfkrf superduper 098123 crossing
findout passer vfkmdbyf sadist guster gold123 123a123 vfvfgfgfz loveporn owned fcporto sampras himera 123123qweqwe
julianna daboss saveme hinata easier mailto polecat thatsit magnetic karaganda atrain elanor brahms santosh deathsta
kroshka 9638v butte eintrach healthy vfhcbr pedigree jacqueline tatanka note1234 campion freeride alex777 123456789b
asq321 cdznjckfd pornsite gfccdjhl hikaru geraldine year2000 andyman toonporn pallas ukflbfnjh rusalka farhad flair
luebri koffie kinsey karups rfhfcm guita kristjan cummin helicopt shiver eugenia alex32 whitepower disturbe mercur
awaken drakula anonymou kryten mierd 4815162342lost toodles rfvbrflpt ledzeppelin rkfdbfnehf hitech hakkinen gblfhfcs
1q2a3z principe love4ever harrie elephan rhfcysq strokes arches fgntrf antonell marusia xxxman dfcbkmtd kobe24 modano
atkins upgrade ruffryde uzumaki star11 rfn.irf burgundy gfdkjdf dannie anguss imhotep gjyxbr snail ruslana redhouse
fuckmeha q12345678 veritech barbaria edwina pongo zxcvbnmm zemfira olorin 123456e mineral atlantida mamuka berserker
antoha lastochka shootme bh90210 mosdef flush 335533aa vermin professo 999111999q kfgekz goshen starling awsome f3gh65
loveyo 4z34l0ts tranmere giuliano barnet newell horns sugarbea gonzaga gallop passmaster caviar schneide ilovehim
chaucer kumquat manta gipper banned fabrice macduff skipjack sharkey barking horsesho daimler coolest esoteric test01
vitali other july23 unlimited bigbass majere treetops iwanna coronet pynchon herzog killall poplar cuisine kickme
shimmy giggs11 marylou comic volition chinaman bennet benjie king1 rottie leipzig jeanluc fishfood marmot juicer
saving surround littleon sticker bedpan 1z2z3z maritime hyacinth flatline fordham morphine thorn saitek lancers
plumper joint chrisp brookie colder guatemala maltese witches grouch cover tuscan willing drexel cannot madzia blueyes
hurtme p12345 jack1234 phidelt mcnabb darrin hotspot dogstar nailer shlong fastlane gobble ohiostate koolio harvick
montego studmuff blazed peeker protege ripcurl negras superdog blackbea takeshi sigmanu djdxbr grasso disciple cichlid
kingme hoseman carousel desade timers greed katies sickan lasting copycat maplelea 123456789qqq realtime sanibel
darkwolf godslove karpov travesti zaragoza boards jazzbo siempre weight cdjkjxm 090909t mmmmm1 brendon dumper ckjybr
jimmyb melkor nikole allalone totem bollock lolitas sunghile simbas lhepmz nick123 seldom surrey shadowfa madball
crocodile liverune suka123 hamradio vandam iddqdidkfa sexyfeet yhntgb sandee geoff natacha geordie bulgaria johnso
p00kie cjcbcrf franko ballgame dastan wrest666 wildroid cbhbec qazxs 12345678z 12345as 12qw34 cdtnrf evgesha erhfbyf
nylon 123456789t qq123456789 kristinka 78n3s5af 4rkpkt 85245 95175 153426 159487 159963 187211 197500 198000 258025
669966 775533 789520 889988 900000 1020304 1233214 12345689 15987532 42042042 49527843 62717315 123459876 555666777
0000001 gnatsum 00096462 redrider computador bullride bigtymer zoloft makelove billings g9zns4 ozlq6qwm all4you pooker
themaster cabin pitstop bruin hobiecat novartis autobot hardhat angola amatuers chelsie bbbbbbb1 jjjjjjj1 gerasim
123www carolcox topman antivirus abcde123 skully unholy manger 123fuck jolie bless gwju3g pzaiu8 gourmet shooters
redeemed 368ejhih 57np39 t4nvp7 pieter 1spider vkaxcs seventee 808state trials rockys hutton fatjoe nameless guinnes
syntax 87t5hdf boeder .ktxrf bobbijo jeanna 1andrew 2bad4u jazzer masterlo trustnoo panocha 1bigdick carine casimir
zambia asasa smedley redrover bovine suffer grave lifting spicer topeka shellie jochen anelka elfquest harve herpes
brooking infinit nnagqx salut socket emyeuanh jurgen zlzfrh schorsch brianb slowride 3qvqod hpk2qc iqzzt580 njqcw4
pn5jvw whyme wrecker cingular yvtte545 elysium fdm7ed cantrell hostile ikilz083 cthulu wpf8eu cicci lilred gallaghe
readme bodyshop babaloo zxcv12 dragan aloysius berserke cohen 554uzpad vcradq legsex hzze929b uyxnyd kidder jamielee
grimes turing cobrajet horne babble gravy frannie zaskar jesusis photoman grange intj3a kissss fairfax trs8f7 issue43
epvjb6 ornw6d tanman vasileva forgotte dauren artwork pinner oldsmobi wc18c2 wojtek birdies rockbott bashful mahesh
lovegirl alicante tripping flavio jocker mongolia bustanut drakkar painless vivien fairmont 1qwertyu dunamis cupid
agony 811pahc shaver pittsburgh red456 ducker vespa kinetic concepts theodor cocoloco shirin martins lawless zebulon
wild1 gardiner sadness slutwife eieio 12345678912 timebomb casandra kazbek albundy feb2000 feliks josefina arthu
dank420 hax0red muggsy cbcmrb badcat sergeevna rjcntyrj gnomes cubase abcdef123 westlake bearshare sashimi whatnot
kaufman affair aquinas ahmad danuta cadaver rjnjgtc pendragon sexse watchmen kudos mateo quercus vampiro theway
limabean peaces 1234qwerasdf adam123 shirak mafalda bigten addams mattia cologne erickson chessman savatage sidorov
trade alex2000 nortel annalisa asd12 fighton sheppard vittoria lisa123 pass1word hopkig mancheste blue56 viceroy
zx123456 didit jg3h4hfn bigpimpin nabeel tinytim calavera crushed theboy behind hazelnut gaelle rashad salavat
qwer12345 airedale primetime airline 123qwe456rty setter rossi protein curve cuckold trivial cierra tonino becks
1234567890qw olamide vlad7788 alinochka aq1sw2 atkinson wenger alfie goodhead surfers suerte rustem ironpony 88keys
gogetit tony123 vaz2109 jack11 rjntyjxtr ghtpbltyn awards bueno aurore sturgeon cvtifhbrb valenti primavera stephie
nfbcbz wantsome birds anjing fynjif 11111z sleaze langer muffie tombston badkitty g12345 alskdjfhg bluess solnze 00007
poonam milen kokakola girlss ibragim countyli djljktq 1234567d gsxr11 badminton nervous kalinka vjybnjh lupita
ghjcnjrdfibyj lollone gojira semenov dfktyjr zinedine lightsab magister qapmoc cakes lenovo phenom fedorova mom4u4mm
hjlbyf parabola mechta lookie mcdonalds coorslig cobblers redriver triforce regular hecnfv gilberto guillaume galactus
reshma guinea sevilia1 nfyufh youwish r3ady41t bailee austi cutegirl taipei blackhol olddog davros oliveoil sixnine
chiron fredi repmvf heroin dogbreat heythere lovebird sorrento curtain underpar santacruz ottoman carvin mcbride
doggysty hinton condo simson techie goterps jeff24 1superma welldone coonass grady feynman pupuce godisgood br00klyn
dunce1 gbpacker sexmeup skeet broke payroll sending briand crm114 dynastar etower suntan chrissie mudder cab4ma99
kitte klimenko hotmom megabyte strummer ghostdog queenbee m6cjy69u35 froggies lonsdale smiling thor5200 hurricanes
snipe goodfellas 123456x kinger talons pussypussy peluche cherub railway grommit diciembr moody sonali baseba11
hardtime littlee methodman tabby ponies 1pass1page stymie mckinney shitbird heave sharkman tommyt nashville tomatoes
gibby yasmina pennys bomba slut1 winkie devlin only4me starlet sweep brody aeiou leviatha misato bluecat dongle
gretsch draken lifesuck kerri k12345 jordans moveon stomp ridley offsprin 1qa2ws3e nbvjirf blue25 brend lepton
provider hungary marek gocanes fausto getlaid 3syqo15hil brethart chrisc longwood shaven sleepers yamamoto recent
damia diosesamo crackhea sundrop mexicano moogle nosaj kaizen fullsail pallino azathoth dantheman kariya intranet
masyanya emanuele bigdeal 1qazwsx sense javaman tinkerbel buttmunc dima12 silky kamehameha sellout essex bysunsu
12345ta jesuit stratoca d1i2m3a4 maverik lebedeva njnets manisha vjhjpjdf gjkbyjxrf kuleshov freelanc magazin external
kamran rfhfntkm rizwan munkey himmel ybrjkftdbx hawkmoon mironova budge gavrik mixail asfnhg66 vitalya mcardle
fhntv1998 75395 78678 123580 147123 161718 181920 430799 444222 555999 557711 616913 666111 4071505 12346789 12481632
19922991 159753258 1122112211 1357997531 mrbrown drahcir tabbycat 11qq22ww 1sexyred blader boome playgirl bosley
ha8fyp skydog hhhhhh1 consul sunray andi03 hobby brujah justina 1test 0raziel0 malena clubpenguin evening bobbyd
goddog autopass deviant sarahb dakot sherbert nogood pooki promote 11c645df duke3d celest cheerio qwepoi asdlkj katja
studboy datalore vvvvv1 belles herson students womens obscure nick1234 123red sonnen bowers areyukesc arlington
genevieve 14vbqk9p ab123456 adamant jamesr 4wcqjn 6bjvpe 863abgsg qn632o actors wilton braces psswrd paganini elias
marcio osaka mortar theroc bamba esmerald pollo 1grand 1lovers salaam 2bigtits argentum radagast bigload nohack04
quickie scatman pattie stamp finest cn42qj batboy extasy swank sadler plokijuh alana front ta8g4w beatit backhoe
x35v8l ilovejen cmfnpu mwq6qlzo masahiro hubble 201jedlz ndeyl5 geryfe lzbs2twz rxmtkp spammy facesit whipped acls2h
buckwheat bob1234 yeehaw griffy crapola 2kgwai simhrq sabin ffvdj474 r29hqq international dukedog richman mac123
551scasi arcturus transformer footlong azalea screwbal independ slice celin outdoors pain4me 2b8riedt ssptx452 barbi
sunnyboy tmjxn151 yqlgr667 beulah doyle 13579a raygun bluered mumbles atreyu stage mjordan fabolous michaeld aldric
trekkie gambino filibert auntie pussylic jq24nc jardin schalk retlaw qcactw dflbvrf matt11 wardog cntgfirf heathrow
digest kissarmy 3mta3 chumley happyone bowden mmouse benedikt klausi romantik chazz lazer woodruff millard 1scooter
cronos mike77 flights fourth paloalto schnapps davidk peterj elementa teodor quickly kafka lotte dcunited cubbie
wanger .ktymrf mecca submissi mouton marcopolo supersex azimut kolya rafiki 1austin fuckhard limpbizk crownvic poppa
luisito davido biggirls smudger tbirds j12345 odense alan12 canibus glitch hackme archana mather amina ibill jonnie
getsmart masons urchin postit zonker pass11 money4me warchild bmw540 amadeo ilaria shadowma stalingrad koetsu13
burnside mamabear beirut connecti cfvehfq samapi guyana viscount stoke charmain beaufort pericles dolomite genera
servus altoid vance bangladesh jodie andrzej atrium balefire sumerki revival desperados matahari ybhdfyf maman
gerrity1 netware challenger maritza stripclub patrycja canberra tissot sagitari djhjyf splunge invasion sex1234
cojones flushing gfhjkmm golakers 237081a evgenia zx123456789 hellothere inessa saun24865709 kbcbxrf insuranc jojo12
strutter aguilar x123456 love777 salma novembe iluvporn valter snakeeye hapkido pupper labatts noshit sayana thirsty
sheffield bvgthfnjh booze poop12 apokalipsis 111222333a cumshots annelies aventura subrosa wildthin 666666q lifesucks
palom shakir cfvfhf cthuttdbx alexsandr cnhjbntkm muhtar lbhtrnjh rihanna maldives m1234567 frida haddock hbxfhl
perfume vasquez mahalkit modesto jerico kalani critters backer gjhjctyjr minimal talley hotboys lindaa 1silver killie
vfrfhjdf serafim sherif cnhtrjpf karsten cvetok moremone sexnow poopies swetlana magica mom123 goodwood sdsadee23
solei 1pionee marmelad qazxcvbn secret123 nikusha calais masterca q1w2e3r4t5y6u7 kirstin thames dalla deadwood woland
corrina blasen mynewpas cambria realm vsevolod pankaj parrish taltos wildwest teaseme antosha 4z3al0ts tekila shygirl1
salam wildstar arseniy raspberr ashland steamboa bmw330 buzzy chicos phatass tecate metros shelli arsch sandmann
peartree idontcare fridays killians scampi drumset gagger pappas balzac heller parris bearman clarice liberte tubitzen
newfie della economic ville lilkim gilgames nitwit 123456789f deerhunter trippy brass batavia nicolai brittan
battlefield mike22 pulse renard wladimir dibble elvin nnnnn1 orbit ambush shithole plenty datalife copeland boodog
708090a kendal locke krueger pudge lochness sargon chimpy snooze exposure crotch hardcor hermosa shots montess longone
elenka everything laundry jeannine nemesi speedrac sabbat crippler lisette 777angel maxwel mitzi sony123 getiton
mastiff culver developer filipino gordie slurpee hurdle foxglove michaelc sugarray peniss nothin spacer vbrjkf pipper
shanks moleman fatdog necron chomper snooky clambake chochoz rodolfo cubfan familyguy manpower boyscout scipio phobos
bistro evolve luvbug alohomora beard spade holler kimchee pound labrat sheffiel choco bumblebee undies karens seaways
fish1234 undergro sellers kemper malibog vovchik natusik cortes hadley roaddogg buckfast cooley inspecto torre
jackdani 1hammer pittsbur boscoe hellrais sharps ownsu 23dp4x torrance synapse cardiac leaving caterham 1234qwert
masterch cirque watts halley popolo mixer bujhtr ownzyou volvos morehead romanroman valerka d1lakiss zaq12ws hellspawn
yanochka dantist doc123 wiggins 098890 mamulya homeland programmer shutdown dima1997 nakamura 4506802a qqqwwweee
lovestory lenusik qqq123 dicanio loveu fastfood mimi92139 shani sandal leanna jimmyd mrclean hendrik r123456 pierr
pernille 0137485 kodaira52 eistee rebrov vfrcbr irontree ramesh 989244342a 123963 198500 247365 313233 331234 543216
996699 1010101 1123456 1234565 1234576 1598741 2741001 12345600 52678677 55667788 77777778 123456781 doromich pornoman
gogirl gracelan poopface 1wildcat 1compute 10inch 686xqxfg 04975756 docker folsom 090808qwe bloom nastja artistic
danijela pajaro wilfred reccos serval fire777 babe23 cumnow sunfish i81u812 workit warrant whippet punky withlove
starfuck nederland xholes cecelia demented 1zzzzz 1aaaaaaa pottery diggity 11bravo hackman luojianhua email comments
smasher janette 495rus19 jack22 wer123 123xxx griffins larryb wiggly kugm7b giblet npyxr5 etvww4 eyphed pktmxr vdlxuc
xjznq5 bently snipes arkham emiliano majesty kiefer redbarch pravda operatio 123456zx vitesse markos schiffer viktoriy
adele golfin siamese dave12 darrian acces drakes monker 1eagle bootcamp user1 gestapo shilo gertrud csfbr5yy ewyuza
toosexy royston pinggolf jamesc mifune twice handbook jumpin bingbong vanman accident gandal ywvxpz mick7278 9skw5g
vpmfsz yxkck878 qhxbij xirt2k 565hlgqo br5499 extacy egypt gimlet abyss demeter 4_life 8womys ms6nud fx3tuo luv2fuck
ponder puschel 7kbe9d nt5d27 chbjun gsgba368 ztmfcq darre greeting pioneers bartjek poppies absurd sieben mccoy twitch
muppets maggy dually erebus qdarcv taboo pattern 80070633pc stryder coolkid getnaked fellini parallax vball orions
davidkin stabilo tibet bozeman satsuma allthat wiley klem1 cardenas plazma spjfet thered freya whitedog emotion torben
portos mowerman gowest fylhjvtlf cabibble sauber l8v53x midnigh friedman nantes fred69 nemisis minou ciscokid
makeksa11 rimjob camar nightman ivanna medford multi schumacher ragtop trying polarbear whacko filler scotsman pepita
bigdadd nighthawk darter crooked bancroft octopuss nester bonou2 prentice stiff pillar grandad alesis fleetwoo almaz
aa12345 angeliqu chilton skank 55555q poi123 weldon delrio barely urban newpoint ptybnxtvgbjy agency aleks belial
albatross star99 briann abc123abc qsefth blackbur bonit bahrain alegria kannan lobito thisis mcmahon gfif1991 piggys
palestine linger mellissa jujitsu lambada kayaking alex1996 annushka response loveable mariann freiburg kindbuds
croucher jack01 qweas snooper gladston xpress lickher blenheim excalibe tasmania loopy malaika tycobb chrissi russland
bibles roxette eae21157 compound moroni temporal tassie quicksil elefante teamo aa123321 porthos healing vertex
forbidde timofey fumanchu levin psalm23 danville evgeny asshat 123654a timofei sylvan blue66 rfnfgekmnf papero
poiu1234 nfvthkfy wwfwcw albacore raintree demigod notoriou anyway 12345l isobel yfgjktjy lawton pthrfkj fyabcf
juggernaut rashmi aliyah aristotle ghjgecr gulmira millers zaqqaz 12345qq millenni hoppy cowbo dexte cinzia barne
redhook larinso chile june22 kamasutr 123a321 karamel georgiy angelo4ek alex1990 mydream undercover 1236987z antiques
ptktysq alternative lavinia candela denial cleavage highwind wishmaster viktori nightwolf hikari lovesporn ponchik
mercurio lasombra jaredleto lombardi putang damascus pridurok maggiema invalidp madeleine polniypizdec110211 one4all
kaulitz qwasz logistic beehive rosemari californi kendrick celestin 12345n allanon gatto boost breakfas dfkmrbhbz
already qpwoei holding bmw520 pegleg alvarado winni lament kondor patchy thankgod 1girls collar medellin filipe
123456789qw archibald asbestos janell corset abcd12 lalal buttlove 1qa2ws3ed4rf stupi jetbalance guzman loophole
moises blackadd iamtheone bonobo pennies informat huston azbuka snuff dtlmvf zackary 1chicken strauss gauntlet sinead
rawiswar stronger ivan123 bannana potomac aprils rusrap governor hutchins rfghbp pop123 paradoxx buttface lietuva
dinesh fenerbahce kenyatta hornyone spanked hater maniak teresita love2011 skaven caspian alizee bagel bradly rancho
mouche petro ichbins gertie amandine henson seventh ferrets ascona shortie slippers focker chigger chiller biochem
0range teardrop krauss forte bassboat watches wankers carpenter vitara yeager warrio beachboy mayberry trustee sudden
simonsay katerinka holbrook kender district verycool prufrock 12345zxc djamaal logic gangst lizards bassmast domin
snider kettle holymoly laramie zaxxon hazzard mcgowan hamsters supergir miata crafts m1sf1t nairobi monmouth atlast
foothill kenney thehulk 1david bobble trainman ruckus gonoles cruzer hornie babycat me1234 retarded billyd chunk canoe
jeff1 dirtyd jiminy sandler serpico freud harri playaz gadzooks pornogra dragnet marge beertje solstice z123456789
newpassword console gasoline catwalk tigrenok micah poppen sexdog spruce sacramen corrine lisbon discgolf flynn kmg365
mariachi tinhorse rfkmrekznjh pieces mannie guzzi bigfun kissass khorne saab93 1access bradpitt timepass bigdogs
zxc321 community greenwood shaner barons highball radman bigdan mandela mybuddy traci ladyluck ragdoll pounds topflite
bighurt longcut prettybo mitsubis suave snoops slither yours wiggum favre fartface proust waste bimini cocorico
proline v12345 1234567t spooks myshit generation parkway girlz blueduck pussyy matt123 estela nokias melchior onfire
grind elfstone everythi touchdown redtail evets echoes tiffani technolo bullitt mine12 stanly ozzman paul1234 chiapet
dfkthbq tissue leopoldo jaybee puertorico liteon trajan noggin mtndew carmella mymusic justyna journal sc00by slowly
friction collier coondog alameda herrera brush loislane proper rings burunduk burnett gmctruck 1qaz2w azwebitalia
julianne mirela sprewell spaces francais loqse mullen stonewall profesor rogues kimberl choppy minstrel turbine
dbrnjhjdyf pimmel hotwater callan duke1 itdxtyrj fernandes jazzie tatung fraud verygoodbot dragos vfhecmrf rfhfvtkm
blue2 rock123 unite gosia travi scruff teeth indeed scythe dietrich korona habitat headcase 123456789zxc 9988aa
dfcbkmtdf koshechka mercure dima12345 dickson vitaly maksimus wizar djkrjlfd leighton moosehea elegance mondo type40
fyfrjylf vfkbyrf pierced freitag sambuca 1um83z messer snoogins origami seconds shrooms vjzgjxnf gangstar quicken
lerochka kakka asslicker layout shivan fuckhole timon vw198m2n hanter paska zaharov kaskad mark69 vfhbif sigsauer
v123456 sardor wenef45313 45454 74185 151617 199000 492529 666888 1357900 3364068 10111213 15975321 19966991 19992000
24681357 31121910 34524815 96321478 98741236 159357258 741236985 794613852 00001 espanol caramelo munchies 1tiger
doober maximili gaines swampfox 1boomer skiman 260zntpc ov3ajy qguvyt barty psylocke holen1 12pack grenada sugarbear
jlhanes aabbccdd neuman blackeye drummond nocode costas syphon elviss suffolk codfish lastone daryl dionysus charmin
ford9402 tttttt1 tk421 lorrie silverst 1johnny creaven levelone alona goomba scotti torey kokanee 12345678987654321
rrrrr1 desoto caeser emery ashlie qaswed johnathan corvair strand adolfo gold1 hevnm4 jowgnx fwsadn draconis ibxnsm
whdbtp bonus portsmou marce rockz veedub ttttt1 keeley tempgod hawkdog79 chaney adolph yourself pepperoni cock1 joey1
427cobra ardvark 5t6y7u8i davina 1angel stjames homes xxxsex efyreg lysander zaq11qaz spinal pigman 1xxxxx gotit hamme
komatsu squirter shortsto mellisa granger freestuff zw6syj saab95 ndaswf wu4etd artman 4dwvjj vp6y38 bobbyg watchdog
jo9k2jw2 oqglh565 cyzkhw razors nurgle fqkw5m sseexx arroyo pmdmscts 640xwfkv msnxbi scull bowhunte affinity test99
sloopy bagheera beatri jenner rincewind rodents 19mtpgam19 minette dorina mirjam stunt rabbitt holas woodsink scorch
axolotl mopars calder p3e85tr alphonse c123456 iamthema magna rclaki nitsuj 4tlved c7lrwu sexisfun duran eggbert
flotsam asscrack buxton fleury mty3rh alarm chato a654321 1234567w newjersey conrail djg4bb4b tulsa 69dude snook
phillesh jamaal 2112yyz cardigan sanger soldiers ybrbnrf qweszxc endymion eyespy granted digdug tacos aerial cayuga
ballpark vwjetta 24pnz6kc farris lovergir sumatra deaddog ranma nikkii rally twocats slk230 blackmen hiram 1212qq
hibees omegaman doria prettyboy 54321a barclays kjkbnf hundred vvvbbb 333z333 scheme alemania redsky dauphin turismo
kawasak alfa147 threat dracon steroids 1guitar tuczno18 scoubidou anthea jerusale trading spycams tm371855 tiberium
calderon iwantit alessandra flawless 06225930 roflmao bakayaro dropzone academic newhaven cascades mithril tribute
kitsune harleyd rawks pimpshit hades unforgiven rowland ackerman sandor applesauce 31217221027711 irvin sachem
123456789qq wisconsin arakis asdjkl waddle fireworks fucktheworld sexybeast anaheim utjvtnhbz hiawatha rotterdam
ahfywbz esposito pseudo cocoon roflcopter cheburashka ali123 12345x rochdale melange kavitha variable goldsink
required cance amalgam hshfd4n279 abercrom prostock technic 343104ky luntik htlbcrf dvorak gondor cordless shammy
vjzctvmz mimoza augsburg nezabudka lilleke masterchief machin brisco tickleme pargolf maloney combine ajtdmw barolo
svarog cyjdsvujljv mikola genie jewelry poligon 159753159753 lunita extrem innuendo q111111 sarit deluge monami
sandoval komarova necromancer jimmer alex77 159753q rjktcj marija medvedev initial catsdogs king1234 impossible
campeon fkbyf001 rfhectkm tatooine ghjcnb xzibit guadalup bluefox teddys atilla explicit strapon rocko imhere eddies
rectum ber02 theology baltic emanuela deltaforce rosari tonic gtivr6 woodcock hardman monaliza 1jessica karman
lambrett iridium lehigh condition chaton pharoh hayastan overland bearshar vanquish iaapptfcor silencer bebit titanik
golfvr6 vfrfrf asbury getbent kimiko letitia onlyyou vecmrf mrbungle karoline pornografia cubby hardin firestarter
colole57 dreyfus ajcuivd289 birdland taliesin applemac cornet martyr pascha farkle marysia aretha kenshiro rubyred
oldspice dima1993 qwe123rty fdfnfh w8gkz2x1 godzila asenna cigarett equity steelman salt55 hebrew integer bigboob
pavell djohn11 bignose giggsy birdhouse gunslinger backpack variety spankit baghdad 12345b squad julieta timmer
codydog halo123 buckskin toenail gobama axlrose delicious footer words carnal buffie genova wichita vfhnbyb werwolf
civil helloman sillyboy veggie longview latter masonry bastion purzel nisse proceed motoko freeport trstno1 darkknig
voluntee scubapro tivoli counchac bigpig managua 7777755102q biking flutie mudhoney teatime darock testicle executiv
wiener thebeach mrbean chica madelein enemy dollie camelia bigdic through trillian speeder beer1 jazzbass cuddle
poiu123 gojets rainger cortex crayola tamika evelin mander love77 crichton lapper invisible catmando ichigo benhur
bennyboy schnecke friedric manic scandal musique course neutrino kartal pikapp hartland springfield hutch pinkpuss
tribbles liquor oswego gilly 1samanth dictionary tbones sureshot wooddoor nowayout stamina latoya testit heyjoe henri
suckthis bigtitts bosto saltlake therat gusher talker customs ideas delasoul nilrem mach1 bikerboy moonglow sideout
marciano mackay loverr valjean hubby katmandu hotbod ryno23 logitec handy musics strumpf bmw325is hangover greendog
pastel tombstone bruckner ltleirf collants grouper sivart inline smoochie excellent dickies benladen pitbul realty
philmont blue77 noone darknight 1melissa sweat convict finished modems popimp jimjam toucan froglegs zoinks cobaka
yfnecbr crasher users winnipeg willo moomin primaver fordtruck charlieb leicester setup pearce replace rosemarie
branson makeup cochran kayaker masher 1taylor 1jesus googl spear yes90125 copter 86mets marques ethel sex12345 kidman
starry seaton legendary justforfun pereira solange verga herpderp primax fkg7h4f3v6 mariajos enriqu castello cottages
lostlove domina tumble performa supermanboy rival specops dictiona 0okm9ijn crapper rhfdxtyrj june29 jeffer sample
avondale steels masturba revelation telekom s456123789 tbilisi pirat schumach organ daking geforce mylov careful
kinkos lyndon bakugan mireille vfylfhbyrf novice tralfaz suzuk dima2010 smurfy downlow marit dimon freelancer tujheirf
stein mevefalkcakk f123456 aaaaaas mendel dima1234 dima2000 mama12 230857z ticker datnigga dmitriev irochka fierce
meteora gfyfcjybr p4ssword fvthbrf fedor destruct q1w2e werty1 stasya magomed quicksan igromania francoi nissa
spinning vfhctkm pashka kim123 fnord jimmyg tarasova soroka inkognito tishka karinka jonson semenova hatesyou m69fg2w
unable tujazopi consense 99941 119911 123645 123777 133159 144000 159123 215487 234523 246800 272829 555551 666000
4500455 5552555 7558795 8318131 12332145 12435687 14938685 15975346 38972091 40028922 51842543 123452000 123455432
123456780 333222111 heman chessmaster amekpass 007jr petros zz123456 chach huffman herve hoagie emilee 72d5tn yippee
dragula airmax sequoia jarod hallow celebs amy123 torch pinga bassingw gerda delia crocker b1afra 1iiiii sparticu
counting jeanpaul sobeit sloth davidg jeffie fantomen 1starwar 1hockey cricke beefy vixens 1zxcvbnm starss innow
roaddog gobbler glueck motorhea helloween 21crack elocin perky 123456789aa epwr49 geeman underwor abarth locksmit
d9ungl 7xm5rq arwpls4u gbhcf2 sigmund de7mdf jakob alphas euskadi ziadma demond m1911a1 gridlock lipinski ou8124me
rulesyou firetruck 1chance seminoles fasted all4u2c godisgoo seiko candybar abc456 cucciolo cornholio yyyyyyy1 webstar
inhouse rivaldo 1phoenix kattie calvi qrhmis checkout vetteman waqw3p 2004rj ptbdhw orbita redmoon guppy darby
qcmfd454 tusymo nevaeh stucco nbvibt gethigh kqigb7 2kash6zq dlanod spotter mangas duke11 finch pokesmot amoeba
rockfish md2020 daveyboy ricker pyf8ah 1bailey sandbox slickric potatoe d9ebk7 curves sangria wp2005 lagrange auditor
jalal123 fifth sometimes atheist cossie nikolaj deidre rileydog meditate boutit i62gbq civics maples girl78 foggy
sharing corbett aster lunker slime paste construc elton luvpussy dick12 holliste cxfcnm braindea bravos squadron baird
noble goddard shore tawny marlena airbag ipanema naughtyboy herschel xakepy sky123 phlegm arnhem homewood jimmyc
hogger nobby bipolar germania geelong tijger bob666 scholar texmex energie foley cockring replica milosc convert
bittle andretti oneday cocteau shetland balla goatman wellness sandokan peedee pendulum yummie chrisd lawnboy bobbyb
kinney ktyxbr phisig oldsmobile davex nicklaus dfcbktr mystere handel zorros kimba sepultur sicilia romeos manyak
nowwowtg heartless netgear my3girls fktdnbyf nopasswo suarez elloco pusser 1joshua hondaciv alakazam hej123 team3x
hacksaw verde biohazar bmw323 tellme borisov going brehznev pilar ilovelife homedepo caterpillar noise ripoff sk8board
leviathan janitor 1234567890qwe peternor atletico academia acadia qzwxec hardbody renton fruitcak maduro dudelove
ecstacy el546218 fabiana deion21 kappasig anathema superpuper birch 8letters template acuari tvxtjk7r rubens xenocide
rutland barrys dcowboys yessss overdose cfdtkbq kzueirf blackmag codeman g00gle agbdlcid malawi vitoria roshan
hfcgbplzq 1qasw2 rattolo58 batata merde dnstuff glavine christer mike2 moosie dmb2010 king69 h00ters hedimaptfcor
mateus calient tomat pollit juehtw kalima twisty richer azertyu gotika pdtpljxrf 1234567r uniform herkules zorba
poopers sharingan pozitiv jaimatadi mossimo rfcgth fuck1234 lovehurts washing eric12 juillet rajeev sanandreas lisa01
creosote amista piligrim electronic trujillo dragonfire lennie alessandr az123456 elenberg cosmopolitan cassey
enamorad alevtina mancini hip-hop elektrik jasond qazedctgb kasimir salama nadezda mausi ilovepus zxc12345 roadstar
kaspar sevastopol annies autechre browncow nazira rjpzdrf djkujuhfl vaz2106 twinz cheri lildevil danube redknapp
mariela greats milligan stiffler 1fucker bill123 altitude usmc69 alukard sailer esteba iamhappy bayadera sashas zachar
sweetp eatcum ambient roksana sony1234 zaebali shitass inspire westward arriva cyecvevhbr loreal anamari frfltvbz
sweethear erevan xtvgbjy geneve evermore moxie drexler qaz1wsx2 muerte sashaa nihao123 religion aniston frnhbcf
mechanical oskar couch pomona dressage kellyann 1999ar tommi strippers rulezz chicubs antonella deleted fragment
severus redfred mcgregor redeemer bester rtynfdh artemon flood artie flameboy sperry dukester kenner athlete pourquoi
shlomo 4815162342a biskit overture chutney nitehawk kroger milehigh crawfish hornydog tigerpaw radost myopia oxnard
delbert evgeni k1234567 bandito bigrob tensor oldschoo recruit artiller 00197400 thebull bandaid cannes racecars
sessions mathews namibia vovochka 06060 retro honeybea 11111111a belova tally catty evertonf kagome sangeeta torrie
outdoor osvaldo sti2000 superbad ronin buddylee coates council djhvbrc dirkpitt golfcart manitoba greener jacinta
jeepcj5 crazyboy danica riggs pfeiffer navarre 1horny seniors gowings townsend lawrun ivory navyblue avemaria viviane
theclown makeme roxane dinmamma supermar probert neener rosebuds nottingh 01011901 rfhbyjxrf ostrov wayland kessler
katelynn blue88 buccanee chihuahu parachut afdjhbn oneill bergerac popmart doherty jessicas varadero ceejay vivahate
malaya joplin carley gobuffs coleslaw serenade rastafari shotguns trump breezer sitting spankey diggers hahaha1
ferreira bojangle lyndsay pussylip luckycat matt1234 notorious thuggin sadiedog daddie mackdadd lines good1 romuald
budwiser iggypop anguilla twinboys knobby handbags moneymak norcal gripper specials henrys domani partytim pacifico
reliance astrovan collingw blueballs vortec ghhh47hj764 popstar zagreb squeek ajhneyf ignatz merda hideaway isgood
oscardog trinit luke1 1panther 1slayer pimpi cyberman b00mer fractal randi comeback bladder 1matthew drives shelb
freakshow milkshak getpaid keifer spector biscayne lauryn priority oakridge rockss weedhead merle johnnyb management
bob101 lyndsey golfers tauchen bobbyboy durant plate cocodog wuschel dekker pionex ryan11 mycroft swerve tiktak
joesakic ktutylf ufkfrnbrf monger halogen waynes sicnarf hawking valeriy gogiants crawler jackryan sexylegs elguapo
majors 1234asd glori sc0tland gaetan mcdowell tinfloor stratton fishbait 5t4r3e2w1q 1scott freddd nougat thermo
quagmire coolbeans printers chaka reinhard redcloud killerbe rennie fetch fire911 calamari blanc calli domenic pariah
filters a1b2c gearbox golfe mollycat clicker sanpedro oldtimer dogday jalisco tayson fairfiel forfree carte starfury
cocopuff ratrace croft fullmetal travolta bmw330ci neruda pappa finster blueice where znbvjd cannondale bette dinkle
b0ll0cks crackhead friskie liveevil z1234567 asdfasd period eldar putnam greggy ichiban wolf69 topdevice pink123
09877890 grades advantag pontoon 1john totalwar underwoo 123q321 billions nfnfhby cocky supertra rvd420 homegrow gotti
flipyou supermen shad0w ghbdt q1w2e3r4t5y6u7i8 gjrtvjy lbyfhf kaycee mutual redroses bigfella joy123 gaurav masterof
www111 notyou bilder byajhvfnbrf monolit sweetgirl uruguay shinobu dbityrf nelli zqjphsyf6ctifgu flamenco fische
maitre morebeer edvard goleafs skyhigh ironroad rhjirf sandrin miche midcon viktorija timoxa exercise fabrizi noncapa0
marle popol speeding redstone olimpia 11qq11 tallguy madri sanya prono1 tyrik123 devices kavita puccini taters
gthtcnhjqrf k9dls02a takagi 1hxboqg2s lhbjkjubz2957704 pulley m0rn3 pradeep sergik nurik devo2706 tamwsn3sja 123423
125678 135711 183461 198400 227722 233391 369147 481516 526452 554433 998899 999998 1232123 1313666 1314520 1596357
7355608 8543852 9632147 13324124 36460341 77778888 81726354 86753099 88351132 88889999 123123456 299792458 481516234
boobis denman85 binary napier moreland 55555n busch nadroj septic leetch cabinboy shines ctcnhf opopop11 134kzbip
gsewfmck yhwnqc dzakuni blucher teengirl bellsout pescado freeee arundel showers doppler belgario sexxes rose12
sociald beandip 1bulldog 1012nw hypnodanny wildside anjana clive fromv eatit cavern 1ccccc 1xxxxxx aleksand qaz123456
chicag tetons whittier cavscout borneo 1qazxcvb 123456782000 1234as drlove 1234a alfabeta 123kid charvel yumiko
ontheroc h2slca apogee repeat john69 yakman hayduke blingbli deckard 545ettvy bjhgfi 2wj2k9oj alianza alcapone cooool
flagship gjmptw runway muirhead deftone nabokov hightime natedawg hodge hepcat eastwest giusepp 213qwe879 piehonkii
murdoch footsie fredo 12345aa 123456ss peppy angles suzette adena stores vg08k714 baerchen victim tamia1 warpath
finbar openwide 1chelsea time1 1ferrari anna2000 baby2000 gepard tifosi noidea ontime cq2kph wvj5np concordi grouse
arschloc qwerta surreal cordero subito homicide 89172735872 farout eeeeeee1 ferrer 23jordan timoth zachery tri5a3
3a5irt yja3vo 1blue 747bbb e5pftu y9enkj erich troutman andrewjackie shaheen knuckle chablis 5lyedn zpxvwy hot4you
uiegu451 btnjey 4pussy 7ovtgimc graceful seasons libert 766rglqy clumsy sappho king12 monorail succubus xxxxxxx1
beercan damngood pussyfuck bootsman lsdlsd12 bmw530 1yellow sonicx handjob nujbhc scorelan pot420 boonie mobster giles
aisha prometheus cinderel armagedo ewing brenner dirtball tootall thema jesusislord yankeemp jupiler zxgdqn novembre
megat sucess forgive 1qazxsw23edcvfr4 123456zz jalapeno rizzo austen bintang fence intimate comander itsmine bootay
nefertiti incredible myword annick dukes spatula faerie whoops chakra alexand virgins antler sloane valheru turbodog
speak amaterasu mastercard brides avensis jbaby hard4u cathouse hajime cornflak kswiss pjflkork frankfurt hertha
rancher catsmeow 8uiazp kanker exposed plucky shanty konijn june17 slage33 rfj422 split socball pirrello anchorag
biggins lamers mulch rose123 epoch 3xbobobo brakes archives spacebar cfvlehfr cripple madhuri peekab00 9379992a
hacienda bad123 nescafe takeoff packet shilpa tigris sonntag mistydog thedevil rjhjkmbien a9387670a cellar barbaros
dicksuck abaddon alex00 fatdaddy crabtree kiran ktrcec 1fire fred99 vitae mrjones tonedup cutler sugaree abuse episode
carton 1111111q boopie achille love14 dodgeviper poppys tequilla a1l2e3x4 crest choctaw 2110se 1adam12 holloway chiken
07070 zaq123wsx ferndale jam123 ghbdtngjrf loveee .adgjmptw bandung victoire zadrot kingfisher gaspar fcbarcelona
badbo ramos wargod agents facile andron flutter dagny provence precios maintain rhodan sidewinder all4u gorodok
n123456 spelling mcfadden alenushka afric otello flick merton zsxdcf slovakia loveislife brilliant asdf12345 sondra
colonia alladin julieb scarecrow icecrea vbhjckfdf saluki smk7366 spray richland simplex anna2010 lampoon snaker
ilikeyou ulster loveher firewood freshman alaskan websters bellas auror frames putas apolon apollon zmxncbv rjpthju
kotopes lena2010 cfytxrf ghjrehfnehf hingis alex69 snowdrop popov tickles 4321rewq 123qweqwe opelastra werthrf mircea
melmac kazakov monito sioux malkav narayan kjiflrf kentavr fredrik napoleo liverp00l feature suspende airjordan
billard nyquist rezeda karan mizredhe rfvbkkf thief yanshi1982 stargazer max2000 thissucks brenton tianna pass2
fantasma amrita winthrop amylynn berlit kilian djkrjdf angeli anneke marlbor planets hashem 024680 1andrea edoardo
skylin fourier werthvfy antique parool kaktys koteczek clemence chennai anima martyna emerica exbntkm chiva antone
obsolete slowpoke pimps francy azalia luthien zasranec studley thegirls samual armagedd lilia raspberry remedy arturik
chelios schaefer dbacks sevendus multimed vaz2108 dimsum roxbury baseline screws howling blarney bunky grunts doglover
bagpipe seaking septembr djembe alphabeta brewski kalinina jake11 vialli fanta heskey geddylee pantry jasonr clarks
biggreen birmingh wagon chingy bangbus bcnjhbz nations davidh pyramide xthysq rikimaru fred01 grimsby goodrich curry
tazzie firstone lurch hullcity beachs seymore yyz2112 carlie bartender hawkman goduke monamour my2kids cuban camaroz28
wedgie wheaties bassie lupus mavrik camillo missed olesia unlimite qsawbbs puppie gaydar skimmer fluke orville dario
uuuuu1 wwwwww1 confiden bobbbb duke01 blinds macsan26 biomed britten hunted avilla bear69 rfpfym notime sunmoon
gocards shame programm fishboy swamp haywood clarkson judoka digweed renoir deadbeat redcross stanle bluejean kayley
idiota killabee rifleman iseeyou moriarty haring bigair begin chatty kstate bootyman 12qw34er56ty padilla believer
schmoe verbal granit slicks blinker dreads piramid planters jolanda forster chomsky sarenna spiegel hollyb bernadet
alex2112 activate neverdie nnssnn buck1 war3demo boomtown cindylou feldman biffer solara billgate penalty tandy
waverly scouter honeybear rawdog mrskin cheetos newzealand trumpets 1fred trapdoor sexy11 veracruz glide hardtail
corpsman boss1 octane racheal bottoms 23wesdxc fuchs bigjay 1rocks chelseaf blocker druids reddy nasser propane
boobman sanche twain irondoor tractors islanders billybo draft nagual drunken bitchedup lucylu osborn shirt nivram
aristotl 159753456852 nando donegal awacs blackpoo bonny davion salazar shields t3fkvkmj huevos collant fencing
ventrue perrier lagarto golf11 netvideo exclusive blumen noaccess jennyb godloves bob12345 younger chucks carriage
bondar yonkers tomwaits fedora ludovic poorboy geniusnet cfrehf jeopardy mcintosh corvet smacker grosse frolic judson
krazy demand snorkel norcross signup civicex maisie collection 33ds5x tigerwoods benfic passio newjerse fish123 mikel
mascot defiance forgotit aynrand crocus isgay brunner wolverines 7seven tattoos bujhm longball junglist cornbread
pilatus acer123 motherfuck keyhole smartie camaron deltaone stardog hateyou captiva arclight drache mcgrath blesse
windsong toogood lightsaber lasagne stavros skipp moremoney 123321qq timewarp inuyash toots supercar shaitan ololo
hardline bassale whattheh neverland cortney thorns hashish oshkosh smolensk yeah11 cunt69 myballs edouard mojo69
metropolis tort02 leapfrog permit tascam davidp servant cash12 freemail goddamn zxcvfdsa mazahaka djghjc maitai sneak
1234567890w love2000 treehouse yojimbo wolfgar uthvfy krause sssssss1 azsxdcf cat222 rockyboy sirena wow123 denisov
vfhrbpf guards kondom25 1211123a awatar tanzania fantik dimon4ik 123wer gfhfyjz ktybyuhfl pablos feelme flemming
suzieq screech juicey motorhead 123123s idkfa polo1234 kiril erlan erbol 123654q kovalev siouxsie sylvi josh1 vlad1995
slicker timeline matthieu sachas bhbyf wessonnn lefthand celti jeffre heatwave ginny jansson geronto suspect 1bear
nurbol pitufo markova harlow henrique kishore jasonm sylwia skipping warszawa tamila maryjoy ladyffesta installutil
lekbyxxx networkingpe comicsans pnp0c08 zvbxrpl tarasov yuo67 olegnaruto 20000 106666 123400 148888 195000 198900
258789 302731 375125 556655 666425 778811 1123581 1236547 1357246 2481632 5782790 12342000 21436587 36987412 66669999
123654987 444555666 1236547890 drogba 1chevy bunch somers wehttam brigade cr250r bogies smallfry 6458zn7a qvw6n2
hasbro wolfi spoony matild toobig blakey satch stace hines unicorns m69fg1w disease terrys scoots defeat lynda pelota
1beavis octobe pleaser chippers karol jjjkkk penmouse kisser vbitymrf 1steve sp00ky 1aaaaaa 123abcd congo 12345abcde
abcde1 geilesau lusting montgome pompano cum123 mikes 128mo 1jones jasonx dga9la v2jmsz vogel cyril sm9934 aristo
kill666 fihdfv sd3lpgdr llcoolj idteul hardass hagen dalglish mike24 haven natwest bmw535 skorpio 1corvett puntang
jager impaler steal tincan gatekeep spurrier 1abc2 669e53e1 karishma habit 1smith shack 1clutch twopac arrest wilco
matt12 phikap nemrac 1p2o3i e3w2q1 daboys pugsly spammer cecili freek phunky tension f1f2f3 1ddddd 1fffff 1yyyyy
schools schick donato larrywn steffie f00b4r manni len2ski1 schism yakumo 474jdvff nella jmzacf kringle symow8
625vrobg dwml9f zesyrmvu ifghjb firewire cde34rfv cqnwhy cuxldv jenmt3 vallejo rincewin buddycat 7pvn4t yqmbevgk
bloomer cammie sh4d0w3d gfxqx686 boyle pharoah 2b4dnvsx takedown scammer buzzed bastardo golf99 ulises konami holida
danika gobruins manners paiste pornlove rainy fortis beatnik softbal d2000lb minded cheung wcksdypk 254xtpss 3tmnej
ue8fpw wolf12 kaylie rlzwp503 fuentes growth 83y6pv 5qnzjx bayshore tits1 lasagna duvall momentum 1morgan chung
quant4307 1arthur sexsite 09090 balbes jearly mcfarland austintx reddawg red12 aidan vanish jgthfnjh lvjdp383 fuhrfzgc
dickme balling patagoni mhorgan holman valium wavmanuk jetman rapala megumi chyna falcor broccoli nivek charlot
daisymay plump asleep lowboy qpful542 tamere egbert taint sk2000 melton fridolin rasheed adastra mike18 meanone 000009
dreday sarajane blue52 schmitt hea666 leonel sigtau northwes borland toby1 duplicate philadelphia pooka pirelli dontae
sukram whatthehell ohwell tripoli rosales appels drewman charme saxons kolovrat manley escorpion ea53g5 r1chard
passward plonker minka nikeair rafferty 1star acuransx piggie shooby 1black a19l1980 1shot2 89211375759 vagner
abcde12345 1qaz3edc manso 123456aaa 1qqqqq nutshell mount pagoda mustanggt hotcum alesia natura sweetpe abused mumbai
sexylove giantess 88002000600 lsia9dnb9y camaleon cathleen fathe theblues sibelius manon onering abramova whytesha
baranova edgard briant deeppurple everyone asdflkjh ace1210 domination angelique spaceboy agamemno settlers goldorak
cahill tickets kipelov duffel jessy dayan 123456789i john99 gjkbyrf breitlin gohabsgo spaghetti crespo parkside
ashford malvern dances addiction imesh utjuhfabz jor23dan 221195ws jehova boy123 tecktonik pinche violette max777
timberwo bazzzz kiara badfish 005500 technology pelusa eyeballs producti 755dfx fyfyfc spk666 klipsch ktnj2010 armond
misskitty a1234567890 mike00 bohemian armpit archi blimey doroth wallaby almira sarang z123456z dfnheirf aaa555 balsam
morgane zoidberg polic honcho survive nautique iloveass monterre paparoach twisters dawkins dashenka birillo severine
alphaomega hiroko aaa777 anna1988 approved veryhot ardent wonders dalamar asturias elendil bianc juanit madcap 12345ab
1qaz@wsx reanimator angelochek vekmnbr benefits alex21 ranjan anastasiy catering deano korsar korvin azaz09
1234554321q dolfin dolemit1 pokerface realmadri whitewolf quigley theghost stellina tesoro moulin dtnfkm streetball
astaroth teaparty 12345zx vodolei froinlaven jagged mudcat ofelia schaap chilango duende 15s9pu03 badge shaina andy1
amega brimston freund woodlawn capita dominant mydog loner dimochka sixgun splitter arshavin cherise gostoso krokus
matia gooners ivanka petrovna verdi climbon escada kennyg mightymo hariom anna1 asparagus vfuyjkbz aziza habanero
mariella foundati seashore devilboy alabala esperanza goeagles quince telefono 1234567k firecat pjcgujrat getaway
gagher serkan peanutbutter redsea rastas hemmelig chamois tanith callas diabetes artisan kibble channing atari snaiper
splodge lolpop hxp4life clone 1player hellyes murmansk boy4u2ownnyc bear11 bunches pepsico hoping surfboar bosses
prapor beholder 2bornot2b spuds gellar crazycat baltazar littlebo buttmunch gatorman twogirls bosox grappler bambush
iamhere crickets longbeach fizzle rambone kikker cantik deposit daisys tenor roadie baobab monkfish kellym chameleo
barbwire befree spiro overlook vtufgjkbc voldemar bornfree barnyard redfire wetcunt itchy oceane barnum splooge micasa
suckmeoff constance 1234567b tarkan fende realgood maxxx tanisha pipetka himura ludlow vandamme 7xswzaq bavarian
nastyman petty hotwheels gorams tailor insure ddgirls michelob cowpie beerbong chops love33 logos vettes crayfish
stevek minus firehous ferry 1heather beegee backspace frenchfr rustys bumerang pounce buthead miked satans heslo
bluecar liberate bighorn schmoo parkview 2bornot2 shitball saliva thayer darksoul beograd rassvet roxydog pronger
skynyrd hearse peapod way2go verynice pauli jorgen martesana c43qpul5rz invalid focused bethie stiles 159753z conair
mermaids 777win rockhead playhard principa tsv1860 shoebox sooty farted jasonp madone jamesp jrcfyjxrf bhutan muscat
blabl momma scared mcgee funboy hugedick capella ballers bigchief mojoman cabinets scoot dementia dimwit poop1 kellen
dogstyle bigfan fosgate larger getrich bodyhamm jasonc thrice sintra chucker devotion elbows bigstuff majinbuu joeman
winxclub gunship misawa pitbulls providen sweater marielle bonded billbo suzanna hobie chipster toyboy cheney phitau
saddie backside davidruiz opium drill detlef miners schlumpf wm00022 espace crisco bitchedu hangout cello yensid
rounders numberon circles blacksex blackhawks forzima lee123 crossfir codename blotto job314 muffler dalmatio pavlusha
suckmycock 741852kk mybutt troyboy millionaire briley2 movement excelsio ninjaman dessert waldemar mesquite anniedog
staley bobbin redso d78unhxq marsbar ankles trololo cordova trudy snakey drumss freakout spanis radley nooner trademan
headers grandmaster nitrogen ilovegirls dapimp frequenc trolley zzr1100 m1chael stifler melodie chilling ingodwetrust
mishanya littlebit s4114d minicoop diskette rocke k1ller owens jasonn kennys deadlock geek01d toxicity skeets henriett
dohcvtec hologram greater midas macanudo fidel creole cameleon canard granp moosejaw offline costume clooney chrisk
bulle emory counters justfun icewind enzyme polymer leave jcnhjd pierrot harriso lightbul products 1ashley wwe123
ultimo nightwing fornow davidlee whatnow daddyy danilov sarahc slaye 4cranker teremok goodbeer whatif sweeter lifeson
q123456q lerxst seanjohn longlife mashenka titani desant nremtp shanice mayfly fatality kiska dome69 qw12qw 7f4df451
twinky standart shami westwing tippmann fatbob rfnmrf marquez composer intheend nutty doedel commish davidr zermatt
jeep95 nesterov rights kappas abkbvjy waheguru pastas jobsearc aw96b6 mika00 drama geolog turtoise riesling anastasija
kashif rfhfynby karthik natasa fisch igor123 goosey felicida rostislav bear01 dbyjuhfl roxann gjvbljh piknik loshara
namron paulaner kristel seward pass69 pfhfpf kbnthfnehf ficker sucram erkina safina volgograd fk8bhydb futur
cegthgfhjkm manics whoareyou digita motorol zerkalo renner ghbphfr gokart kkkkkk1 berezuckiy my2girls jagua ole4ka
pussylick pigtails abigai conehead negril sandhya gangste hiroyuki teachers gulnur crushme hfccbz megapolis satoshi
modified vfvektxrf jasont 12345678qwe room112 kairat scripto ktr1996 vlasov digitalprodu installdevic berbatov piter
moldir p123456 sherzod 2509mmh 123456@ mmm666 36936 78787 113311 123213 125478 158272 179355 197800 198300 199200
222999 234432 332233 339311 345543 392781 442244 444333 444666 446655 556699 557799 600000 616879 697769 700007 703751
708090 852369 888111 889900 975310 1234512 1234578 1453145 1654321 2835493 3334444 3891576 6031769 6666667 6820055
7894561 12332100 12345698 19216801 19899891 19977991 22221111 123452345 159357456 666999666 951753852 963214785
999888777 billyray crying sirens avocat selfish dunham walte maarten vitalina netcom alter xswqaz minami dun6sm zsfmpv
crf450 devilish seemore chrisa taxicab dave69 cobber huxley joedog pimpdad yesman jazzzz 1j9e7f6f manda hookedup
1power edgewood 1eeeee 1ggggg 1zzzzzzz ggggggg1 1rosebud marth stout wharton kucing abcd12345 worth motdepas rodgers
cameo joey123 allianz antlers metart acorn masterb 4play paradiso hotstuf a131313 tapout 4ng62t cooling toront
rembrand smoky nqdgxz wqmfuh devlt4 dynxyu mxaigtg5 tinner dorsai lipper peterp samedi anglia 04325956 tweedy nashua
spiked digge steamy fortun an83546921an13 terces 1apple 1buddy 1grizzly observer 1richard bigjon 1kitty wolfdog
tatertot 0p9o8i ronni penthouse jblaze katrine vfhufhbnrf tanne bodger toasted filth foiegras lupine newdelhi containe
meagain sharif xswzaq anna21 toering mardi tgwdvu wallstre nirmal 305pwzlr nbu3cd ikalcr tbivbn critic iyaayas e6z8jh
zjduc3 yr8wdxcq luisa sumitomo jibxhq chevell hilly notyours diddy missey bmw318i bitem sterne azuywe barrakuda slurp
yelnats warlords fcazmj spaniard vasili sam138989 bestia hoschi robbin bobbym mystikal drawde georgetown extras
catalan chicano scrumpy uvmrysez 7u8i9o0p hotmove gshock merson pizzaboy pandor drowning betrayed sonar flashbac
liefde abramov gillie minogue iraida trillion sexisgood hen3ry renwod 1house booya 4mnveh o236nq agape rovnogod
isengard gotoit qwe123456 dark123 67vette wesdxc mcduff sands oleander expediti skelly 1958proman hippy flashes
454dfmcq headhunt pussyboy tbbucs gathering marla nicosnn hedonist greekgod theta andy12 gracia franken markhegarty
daveman throttle kristopher gregori koenig oaxaca ncc170 dummie brunel necro bingham aegis milkshake 1crazy newhope
joselito porto tillman skunks arbeit smoove 123qazwsx fonseca gtnhjd mishima shaddy yt1300 newshoes aaa12345 aaaabbbb
qawsedrftgyh tarantino abhishek caseys drawer punched cbr1000 rccola antani blue02 gamlet symmetry study doghot
abc123456789 melbourne samarkand adilet abdula wilkins ljcneg estefan infernal ghjuhtcc mohican rugged papyrus vip123
sesamo xenon brampton rosit roulette executor offer alternat womersle dblock emmanue spaced 777777a nichol karandash
tristram alber bb123456 yoland moppel jemima alicat growing adam1234 jigei743ks locate charlest snowfall towncar
nagasaki filomena steaks 123456789as preciosa tommaso ctvtyjd advokat adxel187 toystory avocado unicor mike21 midgard
tool69 bangalore idlewild trythis silvers delfi francisca graikos polito cjxb2014 42qwerty42 moguls dawidek wapiti
oldguy veterok gr00vy nostra craxxxs mithrand fhbirf fishka strats bibble aldrin structur dimedrol alex23 rubina
getreal chinita muffdiver kazumi godislov at_asp pflhjn cegthgegth pornography dionis yfcnz gfhjkbot bernar 7653ajl1
greenie antero shinto cecily ascend minnette vessel campari biglove vinograd samvel lesnik qazsedcft 123321qweewq
0987654321a sereda alesya jlbyjxrf ujkjdjkjvrf punheta kbdthgekm merlino 1029384756q mrsmith widder gatita quiksilver
challenge belgorod aristote 1234567v curitiba lindeman crist tomjones alices mixture picass chongo ettore cacapipi
mcgraw beloit chich mrgreen ramadan endzone vtkrbq noisette crumpet allout shama lfplhfgthvf highfive love01 chalmers
alliso ontherocks poolman rfhfrfnbwf soriano medicin sneeze dorkus koldun deandre chupa santeria rekbrjdf deathstar
moneymon ericson punjabi mystique crystals gumshoe fvcnthlfv winne fuckwit anvils ankita 0u812 lodoss georgin timberla
033028pw fuck11 condoms downing cdfoli label m1garand bilbao lumberjack gigante ghbdfn priora maradon bundas northstar
ilonka bigwill strain prober nekkid burberry doogle krasavica vfvekbxrf anna1989 scouse hernan butterba badnews
animation animator bethesda tomek1 espada minolta rfgtkmrf sloneczko kononenko bureau gembird vfnhjcrby vaz2110
dillion balalaika karimov franchis shumaher kartoshka bassss ryjgjxrf isaeva anywhere hebert crevette corsa cockman
redlegs shutter linwood februar dogballs basspro eliana misterio armenian 2004-10- brookly kidding blah123 streaker
spells include roadtrip holliday strata stubbs buterfly vulgar asshead 1wizard sikici gnomik aureli ellobo boredom
cashed 1please ghjcnjnf jbird futuro sirene kalinin pistache baileys passwrd thebears shortys govinda direktor
harmonic merida narayana salisbur weezie tyghbn cock69 redapple 1balls denison licked airsoft wicker finney plmokn
hipster brillig whitetai kellogg educatio scraps robber batch junkies banyan shuffle sarahm caracol rhtfnbd danial
babcia passwo apeman basenji glencoe grumble sashadog chibears barrow scoreland truls nirmala bouchard sybil bradman
manstein wanton batcave bmw316 hates chrisl 19371ayj demolay winte berman neworleans vanechka far7766 aerostar moon123
xxx111 elsinore mantas joshie caper gisele mardigra conni deltachi veronique milkdud pueblo lubbock fresher scouser
digit celery nozzle beernuts wolf01 manolito trail sexiest belladon 4freedom 074401 ironbird prett ozone eveline
gnarly lordik beer30 bobster tarkus babe69 univer satnam bichon takeit wordlife quovadis plankton lurker eric1234
foofight diabolic duhast omaha talisker 1234qq siberia liebe straw jimmyboy susanb siren brianm pelle r3vi3wpass
coco123 fucknut tbontb chorizo breanne tipsy habari parents charlee lagers yfltymrf sacramento beaudog canaries
flimflam bighouse housepen dale88 lustig flyrod ampere littlejo nannie hotbody ironmike allblacks bimota bingoo
needsex oneluv shonuff gifford booga lying bigstud hellspaw gococks dough juancho goonie wallst darkmanx neuspeed
billgates fj1200 engines mrspock ithaca jackin looksee heckler ironsink dairy closet pittman clough goodgod fastone
yasmi legalize warbird wiggin wahoos pratt hokie karat ****me lifeline rhenjq ladydi miyamoto promo putamadre honkey
valve s1lver browny haylee deepdive phantasy gansta tasman pushit stapler knigh sawmill tuffguy kathie breadman
wideglid treess naveed protos niner zzzzxxxx mammal calliope gossamer thehip aeiouy testuser shares 1amanda builders
corkey monkies license cfif123 volker partyboy lobsters donnell w2dlww3v5p jakeman john01 milky merger dovetail kline
funkster 4me2no mandragora leto2010 seesaw peterb mytruck spirou omgkremidia dogbreath daybreak shit123 salinger
bubbie timberlake crickett telstar shyster dedhed megastar shecky milwaukee trimmer charis skippe jake99 mst3000
pazzword furry woodford jackdaniels residentevil claret forsythe lockhart mookey 1merlin ruthann javabean joiner
strait heads happier patche daffyduc stoopid christal zyltrc 6xe8j2z4 applebee imajica marceau lisamari caliban
tragedy augus housecat requin fe126fd mackdad policema 1freedom pelus offense towson remus cutting minivan copier
qazwsxe minden blessme lovesyou galloway offset mancow redshoes pondscum mainer daftpunk blackburn shoppin helix
grimmy univers workhard methane sunnysid speech false redboy hungwell greer uconn olcrackmaster hipho ficktjuv viggen
smells oscarr dayana ybrjkftd geyser jack10 mayor aksarben 987654321z liljon bnfkbz cujo31 morbius smite changepa
s7fhs127 spudman painted cybernet cyberia ryder vfhbfyyf kwiatek novgorod daulet sasa123 albcaz hbhlair john31
ghjcnjrdfif ebenezer thaman hotmale maricela sexywife millenia 1234567890zzz denzel rfnz90 n12345 kardinal wolfram
eumesmo lisa1 estonia cleodog lfdbl11 display megryan dobbin scoops go4it economics splat navidad mariusz seeyou
minchia majortom oxymoron eliston leclair zhjckfdf threesome dima1992 jacked benetton important putaria brasi
qwertyasd messy 4809594q hysteria stuntman boloto dooker dima1990 samuri dima1999 ufyljy 1mike joeblack mudman taz123
intent mangust6403 marvi getdown koks888 empty upright freespace tayler multik ester grasshopper galax taker earwig
mmmmmm1 ktyecbr welshman zhanna pasca aa1111aa platin fulle seifer lthtdyz litter rockland fred11 hickey magnat
1234567s 12345678s uekmyfhf martial jimmyj newspaper 0p9o8i7u freedoms gfhjk vlad1998 schiller flintstone trunk unity
qweasdqwe oddworld a801016 tarkin childre silvestr greaser sexdrive pingzing ghjhjr zcegth dkflbdjcnjr j123456 bcgfybz
bunko18 moonunit whiteman kils123 junkman jimmyjam sportster lajolla membrane sid123 freehand variant zaq12w lecture
vika2010 qzwxecrv laputaxx vladislava exploiter 32615948worms 66699 123211 135795 157953 198700 213141 267605 276115
316769 405060 456838 464811 678910 741147 775577 777771 789632 824655 867530 908070 995511 1020315 1232323 1234599
1597530 3247562 5681392 6345789 7224763 8902792 13245678 13579135 15975300 19866891 22223333 44448888 92702689
123456788 123456798 753951852 minhasenha cables brinkley namtab cadet mrlover hurst cbrown herbst demetria vampyr
homesick leftover quatro bogdana himitsu miniskir fahjlbnf cargo dashit wouter phanto homerjay typical gammas ewq321
about aaaa1 1ccccccc upupa68 invent regin basso senses 5432112345 glimmer 45auto adnama royce kissy aphrodite dimitris
stakan s1234567 alex12345 bathtub gold12 blowup jansport cool11 bill1234 deleon slicky anhnhoem pension luckycharm
keithb cinco greengreen incognit mpetroff wc4fun maddo o4izdmxu 878kckxy oddball lazyacres qaz12wsx gallon stever
award nudge taylorma lesbia marwan lacross very1 ginsberg tramps toolong 1cowboys 1rocky 1pizza rebound ryan123 sinnet
bushes decembe mandys shorter overton sex2000 vasily vfrcbvjdf silversi arnster55 hairless freddi dominati assembly
snowshoe selwyn juanas securit reform 2196dc fairlady 1bbbbb xxxx1 rollo 0072563 bullpen isotwe crows 94rwpe luetdi
pvjegu glock9mm 4gxrzemq jkne9y jtuac3my qmpq39zr yejntb 4g3izhox suzjv8 krieger 93pn75 at4gftlw ljb4dt7n wmegrfux
maytag shoulder 000005 lieben monsta qr5mx7 duke123 dolina fatkid fred22 barbosa 4x7wjr 7ertu3ds u4slpwra iluv69
poetic decipher wooglin 1sunshin 6jhwmqku humbert berli omalley nanotech janvier peppermint caterpil achmed gauss
shagme analslut madmike b929ezzh shawshan aminor 9kyq6fge hilda 7f8srt schulz gedeon 12345asdfg hevonen wayfarer
killemal soloyo 682regkh peterc scotto found elgin agricola leblanc kimble murad leadfoot cooney reneee downfall
tommyd bastille crypt jump23 druuna marry dumbo lifeboat russians conduit kairos sender germa parkave minimax utfp5e
yujyd360 crista riven rocawear ufgyndmv presari b7mguk porsches piolin egroeg guppie tears alex007 allay gameday
delenn sr20dett busdrive uvdwgt phoebus kurgan stormie drwho jtkirk ariston bigwave cheeseca retrieve zzxxccvv
parisien qazokm newmexic cmgang1 dave13 fritzy babyhuey 006900 ashwin janessa dontcare c00li0 fucklife hunnie jugger
aaronb mashed 7gorwell buttnut yelena chand piloto godeep tempo brunos 567rntvm tunisia heat7777 harryb fhnehxbr
smokeit shinigam randers cheek 1braves whitaker mamon brigit queeny catlin lostboy tenore mercutio danbury vehicle
studs treehous crawdad pornman pokers a54321 karting needsome asdfrewq matveeva milion alex1959 painful pleas blitzen
holera hillcres kobebryant lol123456 dark666 sonofgod rakker truckman sunnyd jmh1978 merkel loverbo kalleanka mester
1butthea nbvfnb alex02 pullman bugaboo temitope alibek anyuta woodwind harami bachman 1qwertyuiop crabcake basile
bankone melin divinity goomie saudan waleed pelmen gatlin viborg given foxwoods slack dirtyman lawntrax swami dabble
margin badbob dinsdale shalini wicca rando zoulou unforgiv sanctuar rjvgm.nth southbay taucher rfpzdrf owner making
matata mishutka dorota relish atombomb open1 verysexy finite hubbahub sorokina flavour franka 112233aa 2502557i coleta
cxzdsaewq legioner tortue millertime erreway jertoot dbrown arcana fylh.irf computadora lafayett andreea taliban
123456789e gordolee85 mumdad munchen serenit monopoli mosley westend portillo keving rfktylfhm seether huskie dovajb
firsttim sliders loginova blackone gblfhfc alicja eurocard timberwolf ironchef fucknuts dignity mm111qm kotek1 jabbar
fdhjhf caraca parazit gunny hydra ahjkjd robertso cerise bigdo sentinal ajnjuhfabz 212121qaz gjytltkmybr qweqaz
aileron aircrew tesla virtuagirl rfkbybyf sunghi anissa pussyca mukesh don123 lbpfqyth winery geujdrf badmojo akbar
zhukov a1234b afhfjy ersatz whiting borntorun ilovejesus wonka verochka lamborgini ilovejes speculum fhifdby lodge
rachid margare winstons babilon hfvbkm barbra waikiki alyona spagetti rossella ruffian xenophon vanes 38gjgeuftd
alekseev alex95 sensation alex1973 vorobey mama2010 harrow prestigio napol chitarra rebellio alex1991 corny machado
helloall cavalo rjrfrjkf sanches gwbush as12345 barmaley katharina eveli jannie jetblack sportin nedved milenko
parovoz a121212 venezuela grizz sardar kameron habib alino4ka tdutif fabiano kolesnik 012345678910 kathrine mcintyre
jb007 sorted tadmichaels jose1 roselyn sexkitte zydeco maries macker 6339cndh stronghold fahbrf lorna thekiller
altavista vhou812 turandot infrared cristopher scrub alway shalimar willa dingos lapdog kerala hairpie 1111111a
pressman smokers flashg jeff1234 justinbiebe 1dolphin aninha b00ger bioshock ane4ka yfcnfcmz remembe avocet antoxa
lisichka peralta studioworks heike janis illuminati aq12ws matheus sonnie vfhnby guelph geraldo andy11 cjytxrj
howitzer gfhfdjp backward hardaway carin angelbab shokolad microwav sunil sayonara anjela borisova tkachenko asdf11
ghjcnbvtyz fuckyoubitch antalya qwerasd sleipnir asseater avrillavigne straus flatland pizdets ubvyfpbz obsession
asd321 ivan2010 diablos tiziana ara123 shkola arsenic yesican shape sunsh1ne karlmarx vtufajy foxs14 gevorg a32tv8ls
lalala1 godswill konovalov artyom sanan warior felicidad buenos lyubov kaliningrad rattlesn automatic oleg1995 boombox
lifetec mcgill cellphone hummerh2 keylargo 1banana susans manilow advisor lovecock graces diplom jaydog partys fittan
limbo dollarbi magma baloo free1 vorpal terps x1x2x3 chummy baton inspector multiple baptist geckos goleafsg haloreach
gregorio barbell funbags dolls hickman barcode shakespe bridgette gmcz71 prado sears meoff burley sasami 1maggie
beverage shoelace freed kurwamac catinhat simpso katieh jayjay1 walsh googie volvov70 basque crazed graci tujhjdf
freckle latics parkland whipit skyhook carrillo hagrid serve hibiscus mydogs snowwhit mitsu fatal cheat santacla
free4me prescott chesney mossad grizzley beejay amistad calabria staten larrybir 1steeler nikhil cindys tombraid
boriqua kakawka deerpark nibble shred skylane production peejay wildthing missoula 00000001 searchin conor 452073t
madhatte fenrir hendrick bhbyjxrf amonte tommylee labelle ayesha largo incoming terras polizei triste kalamazo saphir
liebling rubin bluefire woodbird constantine elinor w8sted charmer spoiler itali grundy gostosa iamsexy goblues
derrickh deshawn hitmen healer labamba hotti trevo ripazha 26429vadim gerrit flyman novass hollys belmar weegee rexdog
pigboy dave99 piglett suckmydi rollout steeda blowjo phoneman mynuts facials neworlea massimiliano sasquatc ibiza
megans loveone spices chancey sam2000 call911 redhair wigwam noreaga stjohn election revere tylerb ruffneck putney
smokeone cadbury bill99 parcells valves fatrat lombardo likemike trashcan waylon mandie bitchboy marryher lady12
coorslight renaud parrothe fritos cycling deltasig insect qawsedr dutches trench pursuit jonnyb damocles lloyds
blackdic x12345 pugwash likewhoa canal tantrum raylene godpasi shallow p1234567 share teaching supermax reggin
executive psycholo jeans paperclip rastafar salzburg chianti blue2000 deirdre starrr sintesi07 rey619 clarkken
peerless darin wormhole urlacher dodson lp2568cskt spicy sexfun sp1der scooba animate retina swell britton reynard
carlsberg chrisx melvins gonzal proof easyride travels ****you ratface masami bakker cjlove legrand bananna napolean
kevinb walther macro jelszo cardio phil413 aston shamanking partagas botafogo sanborn honky drains josefin oxcart
disorder proxima cumsucker cbr929 chapstic lammas itout secretar padre cumlover tarbaby nifty antietam limit touring
hexagon reunion ereiamjh smeagol clarets chapter dulcinea crutch gnocca celula elbow nhfdvfnjkju123 friars crouton
elbarto weeded mudshark webman sallys golions 1w2w3w4w codyman str8edge gattone xcalibur cossack veroniqu gettysburg
bvgthbz widespre sunking gjikbdctyf c12345 parent vidadi1 caddie lesli barsoom drastic cahek0980 iglesias kryptoni
dupa123 guildwars fairy lol123123 bracelet candycane merit dima1994 1mickey savag nephilim pumpki toadie newhome
poulet nissan350z ch33s3 massacre chalky montgomery cabaret shiney charmaine thefox doomer poochy madagascar tgo4466
darrow maddmaxx pastry ghosty bowhunter gottlieb leverage pooder jackyl kevink rainmake cracked magistr june27 nutcase
frolov mordred bromley xplorer cableman gkfytnf manol daycare deanne dude1998 damaris powerpower free123 hemi426
redding waffen vinter june21 742617000027 vbnmrf local jeff123 indies deagle scuderia gilman ripcord silverfox
chameleon silenthill pogiako ramsay nilknarf cyfqgth knotty daisie daisuke navigate twinss hogwash tenshi newburgh
1mouse dfhtymt dembel shanda 311music noneya stephany stressed cristy perseus isakov revenant flute qazxcvbnm popkorn
0147258369 xfqybr jetlag nessa campeo minouche kukareku ledzeppe deadline denwer dilligas pppppp1 deniss rfvxfnrf
leppard drumnbass showgirl eknock deltic qqwweerr 744744z tane4ka flatbush suisse elusive zxc123zxc metatron ghostly
honeymoon cbvjyf moderator limpdick 5t6y7u dinky protools teeny uhfvjnf elder bankai capture homeworld downunde
egyptian gondolin 1qasw23ed 007008 todays mouseman dartmout qazxcdews dctktyyfz panthe moresex pon32029 1234567l
eric123 dialer jarman marcu lovelov lollipo examiner ridden hollister max33484 changing zenit juiceman noclue putain
kaleka golf56 cryptic narkoman q2w3e4r fifa2008 000777fffa 41d8cd98f00b undertake bombo hfccdtn goodgame marusa
necroman dontask 123sex iamhorny everlong katia 4311111q nudelamb pinkpant schach tombraider spots sacrifice 12345678m
ag764ks ghfplybr hoodoo happyy lololyo123 shylock ironside 01081988m 1biteme yourname uganda jaimie movado
nemvxyheqdd5oqxyxyzi jujube hellhole tomkat porpoise olympics redrocke sanjar jsmith pololo jamesk kalel malboro
juliya kostyan kapitan keli_14 pfqxjyjr vishenka rolsen sidorova titova ulugbek adv12775 gblfhfcbyf mochaj pavlenko
sephan hovepark 19952009sa kr9z40sy aaa123a 34778 45685 56565 123445 123678 137946 147789 155555 159789 197100 198600
222666 223311 246824 246890 284655 316497 443322 455445 526282 555123 579300 666420 667766 779977 785612 888555 926337
1010220 1357642 1726354 3578951 3630000 3657549 4034407 11335577 12123434 12343412 12345670 14071789 19733791 33334444
46775575 57392632 85852008 98798798 123456654 142536789 1133557799 00009999 spycam hirsute 2183rm scrubs rotciv vinyl
maratik nursultan noentry paul01 dmh415 demetrio bunns choices moline 248ujnfk vinbylrj ycwvrxxh 1charles deadend
dutton 7452tr anatole q12345q octave bruces 0128um grandorgue kubota kensai webhead prong pickel peterg grubby
feuerwehr valenci rummy 1jjjjj hussein eldridge chubba 1pass melena ilovemusic ginseng 321cba fatback tapper camron
dazed drizzit luzifer firstson ceisi123 gatewa barrie medman boneman russ120 mylady rock12 123123f ern3sto cious spine
mozar entering shiela florent f8yruxoj tefjps toltec aftermath 2gether emilys ralphs 16473a leduc roundup jupite
facade love99 orgasmic thesnake stgeorge swanny thicknes kristall encarta minty adamo aircav 1truck 1eagles madelyn
1fender luv269 acdeehan freema linksys 1jeffrey mikeyg montagna willey ssecca hondacar abacabb lovesong moebius
cyanide matkhau motorrad redoak monda absinthe iiiiiii1 courts skyblues 456123a wabash viperman alecia gatekeeper
01234567890 remove 267ksyjf redvette ac2zxdty hxxrvwcy lardass alan1 noddy atwater simpleplan rampant cincinnati
1pookie hj8z6e x5dxwp modest eyebrow lavigne zomu9q nokia6230i snitch hunt4red darknigh cptnz062 ndshnx4s wnmaz7sd
durandal 8xuuobe4 cmu9ggzh cribbage dubois bitche bearclaw treats 1diablo janbam bigeasy whirling manoman bsmith
matilde mandi rrrrrr1 snowie fumble cabible lieve27 exocet nadege bapezm up9x8rww bodega shafted 8vjzus cornball
mama11 1amber tightend paquito snowmass ayacdc early giuliana chariot harlee giuli andie keanu qbert elkcit prism
sasquatch lewie622 essen fellows grinders kzsfj874 bargain nofags rustler 7inches nimble armen soundman verna
alchemist hoppers thunderc tintable basilisk yomamma motoman a3jtni 12345rewq nightime mxyzptlk ohboy banter fatone
trivium dezember ledger molokai bossdog guitarma waderh photosho tobia silke arcanum shilling leica mekong carlit
reuters towtruck melone toyman gosling xohzi3g4 kfnju842 0147852369 ralston heyjude greenway maiyeuem nccpl25282
thicluv godard gartner ivonne norwegen movieman deepwate severe eshort buffaloe baby69 sad123 pipes villan 705499fh
barbecue whatthef 123456789y allochka finesse polo12 maggio spam967888 aaa12 123321qaz belous ponytail psw333333
ford123 fldjrfn sissie almas checked licks mungo graceland mathis character mathematics toutoune pause 1tiffany rosebu
klinker vaz21093 audre path13 shabby ch1tt1ck ghbjhbntn gazeta agamemnon manor fortunat fltkbyf twink panget shyanne
bayonne bohemia optics abroad moom4242 beginner aldebara pass22 cerulean bonscott calbears junky rainmaker snakeeyes
bleeding signature pandabear croco felina jerald chrisbrown actress dima1985 azzurra hallway lateralus chivalry
paravoz supercoo worldcom barone mydaddy 1q3e5t7u lyrics asdf67nm chiquit rev2000 tigres marlo leona ximen anemone
brentford puszek enduro smile4me bashir keiths happyjoy hrothgar biggi aurelio actros diversio trento billiam amarill
luxor signon ujkjdf 8928190a traveller bartolo 123four familie agentx kaligula elodi zidan portsmouth boludo moimeme
ekilpool puneet ahmet thedead 123456qwer destini nolife braddock alfaro anger archmage boneyard vaz2101 tankist
rehjgfnrf ant123 creamyou bluetooth cairo surface thesis listopad broadband cfkfvfylhf available 1michell fghbjhb
kumari gauthier alex2010 kuzmich redemption blanka snusmumrik cytujdbr lease postcard langston shadowru killin marzena
marilena bo243ns diller richardson zanuda chiar temppassword neopets 111a111 n.kmgfy stomatolog fktrcttd alekseeva
iecnhbr gjkrjdybr sobolev sergeeva lomonosov a123456z vfhvtkflrf raffaello strela lala123 dannyb awsedr costco serbia
gutierre beer12 palmeiras baksik mindgame frdfkfyu june24 chinchil alex10 rfhkcjy marakesh breton orthodox projects
jake1234 flblfc wpoolejr staticx qq12345 garnier 1234567qw cobweb blackpool aliya serendipity inertia kyliem appletre
satelite aliso fromhell almat designs jeremia maral mourning barnaul playgolf romawka sadies zaharova musick
astonmartin solutions helpm shivani daruma deutsche ford22 crazy4u huntsman aurinko marica baklan shweta fynjybj
p030710p$e4o museum weasle jerom skywalk gerlinde solidus omgwtfbbq assfucke sombra reamer 0o9i8u7y6t celicagt sarkis
pleomax godisgreat 3techsrl orenburg 80637852730 greyhound 7418529630 andy69 length lateralu serdce nemezida appel
wrexham stash guernsey empathy botswana wiktoria moloch tanuki djljgfl maris luckies fy.njxrf aa123123 teddies
tricolor kikiriki ranman stevenso barbaris ujhijr annarbor fbi11213 senegal 123ert eliot lauri rfhnbyf villas
rhfcyjlfh turkiye estefani firehose servo arbiter banderos tatoo mama1963 punksnotdead keyman lordsoth sweetpussy
dude11 multiplelog milly iamtheman jetblue dubai gnorman komlos ufhhbgjnnth guild armour yamakasi cabezon caseih
7elephants a000000 sharkie druss appleseed ashok fynfyfyfhbde bluedevils omg123 assembler sergant festina twizzler
aamaax gfhfcjkmrf barrynov punt0it vfvfktyf mackdaddy dancers mwss474 whitesta turnb backyard caribe azonic vetalik
baby1234 kluivert flatus mickeymo nicerack falconer jackster bahama libras bahram raincoat buzzman manchild 07931505
smokepot bigwig benelli nimda jaihind chihuahua baldie missle jasmina balkan throw blasters oiseau myron rapido
enjoyit doodad khushi bigbo nightcrawler tigerboy owen10 bandido superted bandits tankers livestrong chrisj smooches
banging heiko grillo spaghett leopards candide lighters baptiste barada karabas quiver fodase harmless shantel jkl123
sitges bigmack bogos manhunt cubalibr kenpo rosina sammyy purpose fishlips asdf4321 intoit ellison saurus postage
mapleleafs welding brahma funkey poptarts brillo bassplay eudora 1porsche porn1234 sebast bathory buckwild i81b4u
kimota murphys postbank superjet duisburg harrydog laurab snippy dorothea 1q2s3c boobys tallulah dowling booman
ladygirl isabela vfiekmrf mahone epiphany littledo surfcity queenb sameas mtwapa1a spindle laster boriska neighbor
sketch hussar doctorj jeepin zapped jgordon bear99 tubby netman topdawg candlebo positiv beauties warehouse hannelor
blue15 meeeee saturne pearly irwin felder reggi 5tgbnhy6 jessicam 1johnson repent geometry dunedin begonia themaste
qaz12 somalia wolfe 7ofnine pavlin callista dannon robinso segredo cabana fox123 medvedeva blondin fitzer shaffer
jackas araceli moonlite p2ssw0rd freaker dover donal moon1 standup sunnys himself orchids benita mitzie pensacola
sissyboy loraine takayuki termin bergman cheerleader cdavis berta hemligt benidorm portable murcielago ensign 666satan
rednecks greentre solnyshko jellyfish ford4x4 oleary baby01 bhavani m0b1l3 coachman lovey erotik michail sexysex fedex
funnyguy tammys solder arnie sandown irocz28 iyaoyas minor macabre bigbro degauss flicker bearing alemap perrito
cool69 lebaron bigtom bigpappa heartbre bootycal igloo kayaks dicklick harbour boobss chynna justic shirts blacker
biglou bigtop newcar boarding womack lucretia stunna nomarg shortdog forsure tea4two joyous icepick motorbike swatteam
scarfac juggerna hownow lawncare bikes mike44 bilbob bloomberg doubles amazonas jimboy rhianna acorns macdonal
billygoa omgwtf bugeye baskin crass fabrika thump westsid kangoo dredd engaged associat downtime songohan hooligans
brunswic concac harwood 1forever krayzie altosax tysons hydrant shazbot zealand instruct blackdick greyfox cmoney
realman lmfao holsten iforgotit particle bombshel rifle alderaan west123 lowery loveman blouse triniti carlyle honker
lokiju blown worldwid carnegie fenwick bluetick k123456789 bob2000 fajita essayons bmw320i sweeti employee tincouch
katlyn miroslava samso cagney murderer nafanya spiff pornlover 123456789. nicolett polopol jmol01 nicklas 1111qq
yfdbufnjh landis ffff1 mrkitty graffix 1tits cerro bonoedge donnelly sammycat 1234567m deadsexy bookert badluck
mercenar penelopa dude1 joeboo lizbeth gjkysqgbpltw golf123 ernies garuda bazuka stasia glasss worksuck hairdo partyon
speciali behave rainfall dukeblue reptiles 1winter wilshire john22 cmc09 texan bettylou hagakure pmdmsctsk pumbaa
schott flyingv tupper love269 disneyland marcelle youare durban lifeguar perch stoneman mishel witness mooki muzzle
bruder cornel applied brodeur ticketmaster superfre cannonba ribeye coastal maser milla ducat teepee tompkins hasher
dwell potion hang10 1xrg4kcq cbr929rr deangelo motorbik hideout camp0017 dugan co437at bottles doormat paolino ceramic
st1100 vvvvvv1 krondor nenit eclectic hamlin sprin 1green katieb shanon 123456789c acurarsx slut543 sequel inhere
pouncer fishie settle mike25 worms fontana chaise vfr800 sordfish nofate hellgate dctvghbdf qantas wallop sixsix6
repvtyrj zxcasdqw stack matters parton uranium warcraf pwnage targa cachou strateg pullup trusty irock oceano edmundo
135135ab psalm69 lorene elemental perkman salguod backhand serrano qwertyas red007 stanky soaring module indoor
bizarro michela preciou 01telemike01 suzann jarule spender 1miller wendall forman martie psych ytnhjufnm oneida
integrit strikes puddy appelsin miner terorist rehnrf vengence juanma kassidy pimpjuice repytxbr gen0303 karima 02020
palenque mixing laika iamfree bigears damir contessa kerrigan danone yanina 111222q loveforever stratocaster motorolla
ujujkm 123456789zx stevo fugitive qaz1234 lakeshow dark1 nosgoth redbud hjcnjd gooses icculus zxcdsa bluesea provista
withnail spiritus cruella temp1 deliciou metadata shitbag imfree gfkmvf dunca mark01 11aa11 llllll1 qwaszxqw mooooo
klapaucius ramiro bear101 vfktymrfz dracul slicko wetass doofer tubaman phase labels nfymrf acting rjcnzy marchenko
de1987ma mo5kva bonni cronaldo peterman telecaster neophyte stanza fgdfgdfg gfgekz 1986irachka dfcz123 abc125 110491g
dctvghbdtn niblick performance 51094didi majick dolby lapin starik martusia vfrcbvev markov thingy losenord evita
jungfrau zxcvbnmz rottweiler zxc1234 zero00 menudo hotfeet hardup gamess kaitlynn sisyphus mets69 pascual olsen kazak
kzktxrf fermer contacts crazyfrog tiktonik ferrum lavanda dhtlbyf liana romai trantor g123456 hookah yoyo123 ghjcnjz
gattaca fotograf gilber gbjyth dumpling novastar blackstar iownyou pi31415 tentacle fielding vasilina lero4ka 1tommy
ididit jlbyjxtcndj mike26 wweraw lukasz loosee123 palantir mapper flooring calculator themoon radmir ghjcnjqgfhjkm
sheela spooker squealer zxcqweasd murakami processor harpo bullshi krishn star22 galinka rbhgbx messi rahul nina123
geemoney 0000000000d ser123 italien vintelok parfilev grundle 1jack moikka miguelit vivienne stason hfrtnf mjujuj
nallepuh imaging bissjop rutabega janeiro kazakova shakal selma 5544332211 optimum pypsik installsqlst klubnika
123456789101 jjones vassar moogie vid2600 jeffy solovey generator ola123 a3eilm2s2y failed byabybnb yfcnzyfcnz twista
ltcnhjth z1z2z3 compatible uto29321 madera earn381 soreilly is_a_bot 531879fiz 36363 44556 123579 123852 125412 125521
125689 131517 146969 151500 153351 154263 164379 166666 167943 196400 197300 197600 198910 198920 200001 241455 255225
258147 258654 261397 333000 334433 336633 337733 428054 442200 444000 477041 678901 709394 754321 786110 789551 800500
963147 1362840 1472583 1593570 2521659 5551298 6060842 8546404 11223355 12345611 12345789 19719870 19911992 19955991
85200258 112233445 172839456 369874125 789632147 1472583690 1597532486 hakan pammy cruel williamm blue00 1234567890m
bbbbbb99 bechtel 1member snuffles billyk bb334 takako babalu exile tapioca cbr600f3 grenden 245lufpq ytdxz2ca
hallowboy bayer skirts hartmann insurance fatgirls clahay hondacrv outhouse gotrice sutter fuckmeno rugburn weihnachte
2twins heimer hubbell megiddo flori validate 24lover absent 11111aaaaa 1hhhhh ccccccc1 stagger greenn cranes heating
ronjon hotboi norseman hilde sundaypunch gorges joesmith john44 def456 fotball bernd johnnybo lynsey blakes lisa1234
booom 1prince tudor sanman bjarne ancella2 ck6znp42 retnuh 1herbier analfuck maranell veronik 1w2q3r4e emb377 fishe
pass999 claybird shashi fredy pelvis chevytru gismo arista ryan22 kitcat kiler dynomite beer4me sonshine doug1 damnyou
hopalong tribune 1fishing paladine 1world bulgakov 1wwwww mycats hdbiker yourass breakfast niger kowloon cheroke
33st33 robinh tonite asmodean come2me calbear kennyb mistic snowey 1bbbbbbb imran luis1 1happy crispin promises
suckmyco mjollnir 5w76rnqp caption farfalla troika lecter 4fa82hyx x4ww5qdr barbel ford01 witcher kevinc avril
talktome a7nz8546 fkojn6gb zldej102 astroman preteen testin vfdhif kpydskcw lg2wmgvr pointers bone1 unb4g9ty 65pjv22
46doris 1surfer 3e4r5t endgame unlucky counsel petit littleone oohrah krist angrick kesha cba321 wayner john33 cody1
rosalba brownlov pacer sheet allister shader wltfg4ta blueskie mandreki xsvnd4b2 apa195 zip100 vanya dm6tzsgp keren
dposton 8i9o0p rdgpl3ds kcmfwesg 1derful tanis aquamann oceanic sexfiend guenther libtech 4jjcho hacke wtcacq gennadiy
nectarin biged notes criss fromme inheat rosen poidog motorman weekly myheart jvtuepip dc3ubn analyst swissair shores
camacho voronin currie timberland 1matrix lineback gggg1 8363eddy areyou rosedale 1234567890qaz pender mushin pgszt6md
redlands startnow titmouse johnwayn nike23 camaleun peepshow lizette 1monster freaksho tabaluga fefolico contrera
levine shave rinker accounting coimbra jimdavis raman whine thedoc domodo exclusiv gershwin failte benefit gefest
legoman socal heidis wachovia qwe1234567 i12345 safeu851 longtong cokeman magilla jagman shannan baggie blindman
hermine debby mtnman valerio quinton scabby negra katydid asssex bigbroth quinta vallon zanardi lutscher kourniko
devilmay stockcar aleman haribol telefone a23456 b1234567 vasilisk upload classact todiefor bbbb1 qqqq1 uuuuuu1
nhfnfnf husain trebla ichbin ilovemylife antonova valkiria intelinside squires anastas berwick garena belo4ka cincinna
hasan rjdfkmxer goldtree forbin batterie route teodoro 12345j torrente 1elvis heracles shakespeare abm1224 bennevis
uliana lowkey samadhi jabell parman 66chevy homie castles comrades americas monument tremor verboten thordog thespian
modeling average mafioso adamski britni salle maranello sham69 phishin heffer fishers scubad emilyb sanctuary thinkbig
twinkles mymail flvbhfk 1manager hidalgo trendy muchacho matematica perrit monkeybu 0sister0 y4kuz4 anallove yjdjcnbf
gunblade alons anna1984 lisa12 octavius gcheckou cbcntvf asd123qwe cowabung amazonka 12341234q sheeps fktirf choucho
pawel1 stokrotka almaty ghjcgtrn foxyroxy aguilas florenci silkcut cormac ahead asmara alinaalina confidence 12344321a
newbaby poussin duckey happens skylight decade batistuta liebherr babie vijay klesko snowdon matulino howdie ajnjuhfa
invoice calumet blue14 zzzxxxccc messenge atljhjdf rossignol arlingto fkbcrf konica penske ranetka alabam butt1
astonmar kaunas autogod algeria bigmaxxx resolute getfucked pinguino bammer bigun mm259up celular archibal juanjose
charissa marihuana sidewalk eldritch romer palmeira mercator parolamea panam tacitus aleshka gfvznm www333 comando
kuzmina aftermat rudenko dervish protection july20 zastava sashasasha gracias beta1 sweetdream 123654z golf01 and123
garibald galatasara madalina nazarova a666666 cytuehjxrf knopo4ka nike1234 worldwar 4me2know giggalo salvado almanac
azucar antenna f12345 sokada princesse az12345 buckman honeypie alphadog anneli alsscan 7jokx7b9du faustus brescia
tribunal precise sparrows kyle1 depot sundial webguy bmw318is elmers pokemons blackhole sun123 madhu chippewa amparo
elland singe suite anaell iluvtits cholera kilbosik desirae acuario cheyenn judges stuttgar andreia vanesa andreyka
fylhttdf coulter telefoon vasco sweett frederiksberg spinoza velosiped blackmetal culito lovergirl huggies serenada
cnhtkjr amberlee rothmans anna13 vfyxtcnth appollo jbruton qagsud angelita maldonado 1knight dorsett vfuflfy aggarwal
lfytxrf kot123 aniram vika1998 juliane teh012 anna1986 bkmlfh lamour klimova usethis1 anusha housebed hero63 maranda
anyone maltby graphix mlesp31 gurkan gfgfrfhkj caldera underwat conchita arabia radiatio donkeys snails koolhaas
sapporo kzinti nbuhbwf vjnjhjkf arkangel babyruth teatro chanelle rushfan screwme weinberg q1w1e1 hellyea respublika
haslo biggio unclesam thehun severn bambou chubb villain rfyfgkz hpmrbm41 grayfox baby12 marryme badaboom hardtoon
hatelove mensuck kickbutt badseed yjdujhjl babcock bagdad charro buddyy boobless tazzer superbowl ironic tipton starz
home12 eruption ujnbrf dillard techdeck busters 1murphy comrade drumer jaiden kleaner seeme buttnutt ironhorse
montenegro famine was.here omnibus greenegg european spirits bandana suzyq benhogan lifestyle bullyboy bandy poutine
mandalay mysite tampon ayanna 1edward powwow delirium lovespor s5r8ed67s lively jamming sexpistols negros barrera
saviola bear2327 latour quincunx logica barter iop890 basalt basel mathilda cherri vibes knuddel juhani fetter galatea
22q04w90e mollymoo mirella vlad777 saxophone johnsmith xpressmusic dima1998 nicotine tuppence sexmania chacho sevisgur
kd189nlcih polkaudi thoradin ilusha colfax sirocco 1sparky oooooo1 wwwwwww1 plates mignon 7eleven bcrich stacks john23
immune stool 0773417k bendog cookin shanahan whipper eccles clothes beagles skidmark fritzz grumman stripped roadhog
midge studmuffin buckets beantown rolls kurtcobain boodle love24 beckman bajskorv idontno portvale relayer nomoney
lenora shamen beefer lingus pager brewcrew mollyb gillespi after dedalus footboy jose98 obsessio gogosox bellaboo
bob007 sleigh cjhjrf chorus malvin vlad1994 billi ceramics maruni celebrit seppel estrellit krillin godogs grolsch
mrblonde rousseau petal solitair chuchi dorset siegel rosies zebedee harness aolcom scylla wakeboar sabers fresco
bilbobag oou812 brainiac busman deep111 bill2 rotor gallego carbone lanzarot camshaft armadillo trapped killerb fatso
bootycall bigball lesson speedie 1peanut automag goodpussy jaysoncj dwdrums inbed snowwhite bigfeet chinito yesenia
chaching 2enter onemore sucka nowayman hardpack fireboy mangoes ruggles loftus sniffy ratty halima phinupi millerti
iwojima nomar 1blood zrjdktdf blackfly pretende jazzmin woodpony redlion clocker slides cokeisit veloce halftime
hammered tony88 akitas billbob pompon compress suger rich123 cdexswzaq chessy binkley zircon tiffanie endure ducttape
dragonfi molley iro4ka kruemel flippers dgthtl pingu giancarlo biarritz physical harada gevaudan humme solidsna heron
cumsuck slobber dennys ttocs courtne chunli briank pagedown deskpro condon mattress temp01 majik dianas despair
ssvegeta sneaks overdriv chane thechamp alanfahy alianz dasboot tassadar metalgea c0rvette prosperity red911 tangent
ncc1864 bdfyeirf waterbed spackle layton joey21 bollix darcey stratman phatfarm willows sheen millerlite beverl
dowjones tiggers tierra gofaster mcdaniel oooooo99 legola gnome mikehunt montez intersta ubique anvil eliza beardown
hedonism nyyanks ratten faktor marrow negrito bosch lytdybr jimandanne tommyb mccann kekskek1 busen notlob bolita
kallisti brattax sashenka frostbit kwiettie perverts basshead bookman rossco roots p3nnywiz borisenko 45colt heisman
bosshogg 4294967296 catbert boucher billet materia muledeer wills 1doctor vickers boywonde bckhere pariss wonderbo
groover chinatow starting browni gennaro motorcycle excellence breaking fishhook wilkes carolann gamecocks bullwinkle
gasser jibber riobravo snookums brielle fanboy rifles twolves qazqwe redial capstan gigantor cairns mucker poiulkjh
944turbo riverplate fuckmyass buzzzz bubbabub whateva prisonbreak hondaman talula delacruz bugged ghjrehjh karimova
skelton energizer cdtnkfyrf gostate 3f3fpht7op porkypig joakim rubberdu donthate rfvtgbyhn comatose clarisse zodiak
tumadre caine applegat stingers rockme fitte 1camaro culero unhappy ssgoku malinois yeahrigh poopee dopehead chewbaca
jessee medics kyocera aphrodit joaqui jackaroo sharyn grendal politic lightman nitemare panman dascha 1cookie machina
pacheco chumly balmoral delray cnhfyybr ceres realmadr malabar tigerr alfa155 hjlbjy sakur fullred upsman ram2500
28infern muselman juggler qazxdr twoone darion claims vfvf2011 171204j ketamine swollen gjgjdf bloembol medici
youngone berkley cycles tkachuk civilian deploy corinth sillyme sammmy albator upper loranthos doneit kungen
liverpoolfc madma tooling mikasa crfnbyf mark11 identity moriah mikeyb josefa mistery shenlong rse2540 greshnik
abundance odelay scare flagman tiddles sailaway starburs scram gbrfxe !qazxsw2 siesta wetwilly snoppy handsoff
diamondd scrap nfqcjy rodders jonnyboy jacobsen kaluga liza2000 hangten wert1234 madam theworm espero linnea sheraton
midtown dumass rjyatnf getsum fallenangel cateye feyenoor lambo1 ltybcjdf girly teach red111 vtkmybr sharron 55555d
merete 00000a stryke roosevel d0ct0r sexxxxxx pass10 elvina giordano virgilio grissom chacha1 dfadan dima1989 polygon
gritty davidw kurupt racefan harddriv firedawg 1a2s3d4f5g6h celebrat michaelb co2000 mets1986 playme wilkie muggins
laforge pippa seashell xenogear cornfed daleks cheerlea renfield gary123 eyedoc 4iter hoodlum bigsur natale noonie
bsheep75 rolodex rrrrrrr1 efremov sdpass suggest whalers pander dimidrol 80988218126 dumont dell123 00998877 dinamite
smythe 118a105b toenails newera vika1996 koller oooppp foodie ljhjuf godess constanc grimm b00bies stuffit fire69
ifufkbyf elain sektor 00000007 nigge tanusha dochka 1w2w3w registr jokerr mahendra cnhfcnm gooch wayout weeman
hornball magnu cash1 j0nathan crashed tranzit 12345$ soboleva teamster quimby shockers elegant merckx ladonna 100years
hiromi sovereign silas vangar bonethugs nick01 dripik ab12cd34 within schuster s62i93 nukem lena1982 soapy pointe
easygo nonrev champio elina ninety katenka example 17071994a tktyf cjkysir togepi unknow gauloise 9lives badminto
tourist parviz louder fraise gautie guilherme 111111z blacksab leann leachim secret2 s123456789 marykate freakme
thinner shedevil mousie slot2009 highgate pantss vladimi crjhjcnm schuyler reece pink1 feuerweh 9noize9 rounds
tranquil bycnbnen atkbrc selfok2013 fullhous littlebitch pussybitch stitches sexsells helpful patman rhind101 rotter
nicegirl gumper katerin manna jimboo m7hsqstm stufff freeones bombadil leighann merl1n peopl cb207sl gallo lennart
max007 tiffy brucewayne ivana gauthie h2oski 123321s trueno tiern baston spookie mine1 lightfoo punkrawk wichsen
dummys ludmilla l0swf9gx hankster dfktynbyrf cv141ab kalyani eus1sue1 sexybitc natala gb15kv99 staci 01478963 phishing
fackyou greeneyes izumrud marlee 123456qwert pistols loller vika2011 mariska ncstate verlaat phatboy lisabeth nestea
ak470000 10987654321 kurosawa ladybu valerik poltava fuckyouguys 754740g0 juris01 garfild makarenko lebedev vlasova
roma1993 hjcnbckfd tsubasa ulyana maksat r7112s directory waitron lizottes nata123 heckfyxbr zamira zz6319 shdwlnds
premiumcash ramil tos8217 tiribon12 tornike 10048 78978 123212 123342 123452 123589 132333 149521 159456 182838 196800
196820 197430 198206 198207 198701 199103 199430 223366 226622 243122 255555 369741 369874 382436 424365 493949 515069
527952 556644 665259 666222 777222 785001 789963 888777 1011111 1232580 1313131 1357913 1597532 2597174 3440172
4206969 5792076 6969696 8481068 9811020 11111118 11223300 11223311 11251422 12345699 12356789 14142135 14159265
18254288 19755791 19944991 30624700 31415927 36925814 37583867 44556677 45645645 51525354 52545856 58565254 66005918
67390436 78621323 102030405 123451234 123578951 753951456 870621345 000002 derosa retsub rewster matti sacha demarco
jegr2d2 noller hondacr pass88 littlegi nihaoma brittani 67stang 68stang ds7zamnw wycombe stivone neeraj titone tirana
1jackson apology hoddling eggroll zucchero brainy thousand 1001sin scheiss informer 1marine 1bill 72chevy venetian
1simpson sickle adpass letmego zilla richy schlange 1gggggg bdaddy 1jjjjjjj ermine 308win drum66 porn11 1brandon
maulwurf ace1062 naturals tannenbau qwerttrewq 048ro 1super jose12 mayhew runvs supera 1abcdefg ranita fritze tigereye
chiffon bobbyj qwe456 123jlb adobe akshay dobbs events bama12 phobia 5string blanch q22222 blogger luners gisel sux2bu
greatgoo mirko randie tonna pinoyako xufrgemw sonofsam cheops weihnachten blackros goobe g5wks9 zwilling maandag
milo17 everto paraguay raissa boscos ardmore piesek stable carlsbad abigale fish99 255ooo milka king99 jack99 1ooooo
1booger kalimera 1warrior goddes triplet nairda jackhamm nospam tbear hallodu 1carlos lolopc yrrim7 rollover 1baby
tehran moonrake agile1 regan hal2000 fuckitall quart teagan vbnhjafy coolwhip signatur sexygirls aspect fcc5nky2
rvgmw2gl dro8smwq mbkugegs whoosh gunite myriad azfpc310 breads dogfuck mooch thetaxi event daywalker mrpibb edmonds
2much4u wejrpfpu wwr8x9pu watchman gustaf ngc4565 2i5fdruv hkger286 qmezrxg4 rz93qpmq needed schwab skidrow buzzkill
mandel canvas nicksfun jerryb crock rick1 passwordpassword vurdf5i2 xyh28af4 kzkmrf euro2000 blackwhite guenter kmn5hc
ou812a sujatha armyof1 siding saisg002 audra chery musket eklhigcz icicle bigboner branca rul3z amberr 158uefas
lifesux 5thgbqi triathlo jamshid teufelo7 germain gutierrez wodahs alexx ffggyyo divedeep laz2937 4ebouux8 poopi
cornelius jonah bebert saginaw carvalho handicap r4zpm3 hotlanta schoolgirlie mvtnr765 ym3cautj tangle jjvwd4 cum2me
camry differen brice duarte still bama1 vester numpty hball gusman smalltit 00700 1rangers passthief dwl610 balin
foghat bankshot hackett thesame deles aekara bbonds aoi856 dell50 saisha rueben 4cancel swisher doller 123321w baldman
johnatha 1zxcvbn spawns rigid stoli tresor gtnhjdyf bootmort harakiri highjump backdraf caustic borodina hawkey rallye
baily bad11bad 104328q bogomol souppp techman entertai morocco sabbeth 99ford fast1 mommys connors muffer gjlfhjr
pauly fregat fantas goleta grabber ellehcim albright comand gericom 4real bensam pardon whitetail knudsen dagobah
calpoly chulo sanfrancisco finding brandan mervin brucew tavasz diamondb kanako gorge cando changer bugmenot melis
stillher fourplay wolfee razvan traxxas entrar band1t muleman bond0007 wow12345 massie mkonji eastbay ramana turbot
struppi boxxer andreika bigals pkunzip star77 jennyc peludo odonnell hewson 123qweasdzx muskan debussy hamzah goofus
salima easy1234 yarrak abbas rjycnbnewbz toontown checkito saskatoo cleo123 pumping z1z2z3z4 mascha vesta gotyou
chinky sklave hotbot anna1985 hogtie greenlee cjkjdtq muhammed ideal bigted dkalis picket alysha aerobics restaura
xavie canbeef allston ferarri clownboy 456rty labour kodeord funfunfu ironlung latisha rucker eatass alskdjfh bigdong
htcnjhfy 123a456 mamusia primes galvesto amaranth a1b1c1 lofton pogoda cleocat ilovemar alex2 89876065093rax aracel
goodboss stater jjjdsl anisha adilbek copland diadora cacique cbhtym inverse desember sl1200 farming lektor passw
sdbaker cthuttdf kevinm iamthe1 siegheil chilis jorel jitterbu tronic rutter persepho zaq12qaz mtgox wizardry
reviewpass sambuka msconfig louisian alphaome alieva fleece yorkshire alerts kohsamui fatdick horacio jazmyn cascada
lanfear kulikov toonsex piroca flameon koskesh pcitra newzeala safrane zoedog av473dv sf161pn transcend shuriken
saudade kamilek ballast surabaya love20 preggo nastik dunwoody dirtygirl marthe converge htyfnf grigoryan airmail
1iceman aishiteru shortcut blackhea rumpole toto99 praveen marston deidara kristo denhaag ghjrjgtyrj akita answers
larionov nausicaa airlines prototyp andorra vangelis neelam walhalla mansour vanill aurelien remorse pinoy glasnost
isaia lovehina bestboy leander alaric chante songs aerith quaresma weymouth phaedra rufuss arrowhead classi faramir
idinahui conej alex1995 a159753 rhfcbdfz konfeta jumpjet 1234567qwertyu sorento liliput lytghjgtnhjdcr wonderwall
111222333000 isidor assa123 alex1985 merengue chulita chelsi alex1987 fiorentina mansfiel god123 escrow areyuke
vaz2115 indahouse sex777 chiqui avata cagliari ioanna granat lucius fktrcfyl nhecsyfujkjdt alford neumann qwertyy
mama1961 pornostar a123456b kickin miledi brittni cthlwt tarelka ellada iverso isthebes fuck666 cowd00d almeria ataman
ethiopia 17711771s travieso aquemini berlioz sandia recoba jerkyboy gumdrop icandoit lenchik zgjybz rose1 wishing
3611jcmg kathmandu meeker kaylin anisimov harlock tereza armine humtum megha nottoday funkie lucero gorden cognit
fsd9shtyu philo videoman ybrjkftdyf camion bpvtyf voronina locos zaqwsxcderfv rebate flaco1 avenge hvidovre 9638527410
assets blume ercole laszlo annapoli seemnemaailm anderlecht tigertig leonov priscila margret chula rockshox missyou
hygge kazama baskets canopy andzia anna1990 anetka anna1997 ybrbnbyf jxfhjdfirf 5c92v5h6 qwaszxerdfcv ataris giallo
slonko lucozade antananarivu dunno maywood gbplf123 pawelek makeit anna1994 geroin gfhfyjbr fvfnjhb sucesso philbert
silmaril grandson redhill listing heimdall karlmasc sungod apartment vermeer regatta artimus plat1num dick123 dictator
crisp moom4261 corgi distant thoughts pa$$w0rd maxthedo pushistik unclebob cubalibre armor (null mistie shipmate
fibonacci bunnyman kokain cock22 gopnik bravado thebeatl montesa vaders assss glance sandan 09080706 vasile msouthwa
zjses9evpa ou81269 azerbaijan wahooo seau55 hergood hotlove whipme bilbos hoghead humanoid c43dae874d tarado penquin
test3 kenaidog department 123123qq balata pinkey minot demise natty june12 himalaya pinkerto bigballa dewdrop chode
toonami fuerte lawina peyote robinho wonderwo notmine 9ball paycheck jesussaves dopeman hammock 1penguin pugdog micmac
forbidden caramon jorden july16 glamis screamin philosophy killswit kegger rebeld czekolada w8woord racin hammett
barge anabelle bartend finnland barnabas barnard jayne rhett reina 1justin demetra ligeti lawnmowe rockyy ab55484
papasmurf ktm250 p3orion jazzed calves barstow neo123 rockandr bigboys shellac burnt happyguy greenlantern polock
untitled batty cbufhtnf nedkelly kreator lamppost bonapart 8vfhnf phili bobbyjoe yomismo painkill antihero carri
boomers gervais beeman cruises gulnar goldenbo bazaar genoveva glassjaw redarmy redshirt 1loveyou bearcub nnnnnn1
uuuuuuu1 wheaton coronas chlorine 67mustan reynaldo inandout tazzman normand cousteau specboot hiccup castell goldi
myles faiths im2cool hotfun 0112358 qazwsxqazwsx nikkis abby123 scottm floors cornhusk bunkie clash markp mykiss
linkinpark soybean culebra fuzzie ditka kissthis beatoff tequil cymru cheesey chomp hejmeddig redcard beckie
intermilan 1light cakewalk pitter clusters chasmo osceola poolside beer69 beer1234 gobulls chimay yfz450 pimpsta
bernardi 000000z enormous swansong helicopter poulette theodora bellows creams below pater smokee 1ladybug regedit
good4you prout kensingt inspect hanger psychic billee scsa316 blue28 dmb2011 without teenslut bombero pawnee frogg
piotr vassago thiago gusto cheating tarbit tippie landers bwana mauritius flexscan 2305822q nickey billyg kawika
tomjerry iamsam chrisg nnmaster bradle belladog cool1234 gautam dreamgirl manimal ensemble simpl dirt49 formel1
pornosta bicho dooper superdude brucie biddy fishbowl whitewol dcp500 devochka littlebear mary1 goshawk suckfuck
john55 dukies beanhead goathead johny cannibus penpal johnnyd fastdraw halford notme hefner daddymac thibault potty
morri promopas carded thereds tarawa powerpla wallpape morgaine aust1n matt01 thruster 1theman 1bigmac greenery
bigmouth stoker hangers johnd wetworks crossroa gunfight rockcity tingle heywood gordy gutentag dirtybir kimbo motox
pepote bushwick katiedog greatdan hastur houndog testerer schroede runnin multipas lizabeth gillis sayuri channels
pecos birdcage racquel washear shameless rachele k1200rs kissfan sassydog optiquest birdsong forecast kingss tirpitz
bison laluna mini14 mistys byoung toscana rhode modify cleanup cntgfyjdf blackfin blackheart robotec grimreap ashaman
walsall motoguzz kathi peterk thekids logcabin thorny gordan bykemo neverwinter twiddle breed pinokio stickboy
bloodlus cinta torrents blueone boogiema bnm123 depaul bluedragon delay scorpian fsunoles januari standrew dolce
87e5nclizry astron bmw750il stronzo canesfan welch gijoe luvsex nomis 65mustan shoeman britches stumper terrill
jojo123 bobrik hotdick cindee bodie cer980 rafale dfyjdf846 futebol pinarell nepal dude1234 jkmxbr wilmar pepluv
zantac fuckthem mattias giampaolo shaken bouncy puppets pancreas tampico micki supermario lollie lichen modesty
turambar usopen pretender chatting myhero killed pandoras hottuna sever roofus buddog ryan01 satire nosaints marten
dukers mccall lovesuck fillmore chevyss ryslan kleiner ou812345 paully carrion longford pub113 sofun shaky chink
mcknight roisin redhorse fuckgirl amazed hebron sasafras publish bridger topten antrim tosca letmeino roboto lesabre
grizzy videogam brucey tylerj clubs pointman gehenna gopokes abbydog lou1988 sathya wreck buck123 thank stunts
artichok gthtrhtcnjr bushmast filip sailormo amersham samat coolfool 1bullshi mmmnnn lucycat butterbean pie123
vfrcbvvfrcbv canman mahatma love88 merman byrne cgtwbfkbcn elroy lacrimos maude caball arisia mccain caraj dameon
teenlove pineda taratata fitta marmalad mahogany huntress redwhite interior nbibyf june28 lechef mudslide canoneos
nalini kahala icema finale rimini ember zxc12 carrol goater naturist chrish kilmer catboy shapiro beatty jayboy
authcode latrice surfside rfycthdf clements ingersol selrahc annamaria taller donsdad marcelit lances choker arowana
delhi atwork hobson scoopy merced palpatin dishes smurph silverfi 1beer stark corneliu insignia thestone cools yoghurt
drain 5411pimo dima2009 zimmerma stalke excited wigger soxfan sodoff kolia123 dude69 dyanna grill acme34 sigmapi
bigloser 47ds8x couger rebenok fucky crenshaw esteem r1234567 joshman croaker ridges titti raver schuey salerno
cestmoi sheree good123 masterma helter love4you ctvtyjdf passking sayan oleg1994 9379992q samboy photogra aachen stain
awesom sleeve quacker poppydog embrace ferraris clementi kenned punish fafnir marquise feldspar sthgrtst tylenol
hassle spooty lovethem killem thread qwertyz kittykit liveoak silverma kolding clinic mama12345 1moose dnevnik genial
floor aqwzsxedc greentree conley presence drucker pentagram hfnfneq njhyflj margera bond00 powerhou emmajane 1qazxdr5
sponsor darkhors superx mineonly redder electr torrid jaylen lotrfotr34 caffreys zvfrfcb serina gladiolus hotspurs
boutique disne driscoll russo gettysbu holeshot pixel recover logans p0o9i8u7y6 dave1234 ritual peggysue jamesw koresh
herber mushka loved bogeys baldhead nesta everclea dctdjkjl 1nnnnn vbkkbjy rkbvtyrj 123321aa terminato rfghjy lolnoob
nextdoor santorin hardest emergenc awdrgyjilp thefrog flibble papageno boomerang 555555d quietkey skripka timbuktu
123qqq kanat mrbig 123lol123 1234qwerasdfzxcv gordit korolev diann lionsden pappnase tweaker xexeylhf dougla arenrone
jesuschr axelle eclips terrific edibey powerstr bigsexxy drilling dthjybxrf lbvfcbr thrall panasonik oinker emblem
polkaudio xbox36 asilas nicetry letici nermin salim agshar yeehaa 111luzer mongrel boognish kierra kimono pbyfblf
thx113 gtogto43 lidiya pepsiman eiffel polonia ps253535 mashoutq nfyz123 alston dumbshit struggle newlove muttly
gonzos selassie gatinho shmuck iddqdiddqd bikman tcglyued touche assmaster ned467 jamboree yjdbrjdf stockhol toplay
sofiko a1b2c3d thvfrjdf emilka valenok bananza gribble sat321321 tinti felecia hank1 quintana 1234512i bimbos gfgf1234
apocalyp spiri starline raffael gasto fabfive sharona lovebugs pikach reape cepseoun pinkpussy cityboy w1w2w3 321ret32
fastman morrissey nintend jkz123 nokiax2 guille niles ferdi sovereig ferrell qwest123 stiefel ozzy666 agapov58
ttttttt1 junkfood nfyrbcn profiles ironfist squeeky hjvfynbrf hondavfr pens66 cockgobbler timati dad123 tornados
oleg123 dude12 12345qqq summoner gilgamesh diavolo cvzefh1gk marleen wm2006 hardguy galleries nokian maks123 luster
birder blargh tetas furka godhead powerr kumiko mamula cimbo dextur shithappens gallus lindy cornish rudiger pocono
topcop iloveboobies abcdef12 kloster georgy gigant hereiam janssen sommar nick11 tree1 ghjcnjgbpltw shahrukh longboar
vfnehsv nomames puttana tr1993 w1234567 quantex mikeee viktory phineas hammertime mayflowe avr7000 teeter heckfyf
jndfkb hatman cbr600f4 tv612se smacky 0cdh0v99ue mossberg huligan cheez precisio karpova napkin mmcm19 vfvjyn roadrash
crazzy nokiaa perfection lillo nazarenko rfhbyrf hjvjxrf dctulf revelati rfnfhbyf love2010 importan jordana j1234567
lactate burrows mike34 rafter gcheckout rfgecnfcerf mammy selector secured wooten lacroix minddoc sweeet maier
mobility sudhakar julija malcolmx kamal kakosja karim preeti 0101dd vlad123 fizika pangaea yfl.irf l123456 nanette
description accountbloc octavio hardwareid tidbit scripts 287hf71h mrmagoo romanenko mkvdari mdmaiwa3 msinfo osipov
timt42 nurjan gfccgjhn svetasveta havvoc 123321az losbravo sanek thd1shr shash imaccess gxlmxbewym n8skfswa ufdibyjd
bubluk 10078 14028 17098 50000 54354 78965 115511 119966 123592 123699 123978 124365 125690 137955 143000 144444
197200 198020 198800 199410 204060 224455 228822 316271 365214 382563 414243 441232 444888 483422 545645 665566 666444
687887 747200 789056 880888 887766 1010321 1233215 1346795 1512198 2022958 2121212 2525252 2797349 3816778 5556633
7085506 7506751 9124852 9556035 11119999 12457896 15975391 19372846 19380018 19822891 19855891 46466452 51502112
55495746 57699434 61808861 87062134 98766789 159357123 159951159 777555333 999666333 2468013579 dclxvi 1digital
a8kd47v5 supercop stall enfant gentleman ssbt8ae2 jackfrost doda99 chevyy 2500hd mould themis 000008 shinchan winder
dimes peterm fiocco nitsua happie ibelieve mchale knopfler hanley parsley chucko fastest wendigo platina fordfocus
contro verymuch oldpussy 1bbbbbb 1eeeeeee easy1 1xxxxxxx jasonj bob111 greese arlen al123456 oompah scottb purdy achim
121ebay arzen goodjob bigtim atep1 1asdfghj coco12 bertone 123test 123boots1 tplate dav123 sss123 divad dietmar
softcore hathaway penfloor visigoth bullnuts elixir mark13 singapur scotlan matveev blue92 elfriede 7imjfstw 9hmlpyjd
478jfszk hambur jhereg algiers specter racism july1 refinnej imhome crazyd lalit elves lozano deedlit nicks damsel
lichking hubertus suspend pantyman moman newyorke vfhnsyjdf liza2009 1month abner adolphus bunyan 1rock 1bigdadd 1alex
bombs 2balls romper 1sarah gable delite littleb plain breeder 5alive taproot malaria pools 1packers 1badger qwe1234
simbacat yodaddy thewolf lightbulb inout ignite altman filles lilone arnol angelia buffs hoffmann xxxyyy 123321456654
decent currahee emanue truant pages aassaa paule dkjfghdk stork 1honda 1creativ a6pihd sd3utre7 chkdsk voice wrongway
reiner torquay wunder demetri queenas8151 bigbri justforf mccool24 imani hedj2n4q ofclr278 dudder johnnn forplay
gilroy dotson jeff12 rosebudd twotone schwing wewiz dukeman angeleyes pipeutvj dorman lamerz 2h0t4me wallstreet tiburo
goodby moores burundi tabletop acehigh bendis gorila bellybut 12345678i invernes medias conducto tooting barrabas
hooks voorhees moonstafa barabbas lgnu9d mustaine calimer aerdna 1drummer tony12 indianer scanman byers petera duramax
sissi arsenii accobra scottsda brazen hymen poppi dukey erathia 44mag perth aaazzz adelheid n7td4bjl laurenc peking
loploprock markin issmall giveit josh12 richey gborv526 yaglasph blessyou refer dsmith acer12 franzi mariette misterme
checkm8 connell 1qazwsxedc whynotme monteiro akron 125wm auntjudy waltrip 1234567890987654321 blofeld barnacle felici
legs11 signin trotters akuma joxury8f 5speed fifa2010 gotime trim7gun donaldduck brande booyaka geral 1234567890qwerty
barth feeds lomond abandon boolean hydepark opening azreal connecte montse rushman jhrl0821 handily kosssss nightfal
sixer3 kaufmann gemeni snowcat kissed flippe enlighte 86chevyx f14tomcat relic 29palms koichi 98xa29 ygfxbkgt adamson
svenska greyhawk volante christiaan anchorat lovess lilli sanskrit ajax01 hanford gayman ending gimmesum bigtex
eatmyass azimuth truegrit jeniffer totti q1w2e3r4t5y6u7i8o9p0 gigemags a112233 a159357 anna1982 sammons ghibli
biedronka dmitrij gresham 12345678w techn9ne shihan 6gcf636i playhouse ash123 jerkin trabant guitarman rakas sportage
bogdanova ghfgjh asher nottingham morganstanley bobbyt airbrush hubba milburn charit freecell astronomy curlew
pakalolo vfrcbvjd bullard nevergiveup anupam minim arenas romanson nepenthe morefun gonchar madhatter le33px fredrau
eugenio impossib scrapp morelia stewar sacrific bmw750 siffredi nantucke drew1 kravchenko rochester darksta sananton
mary69 bubbl adama adamas bmw328 billa excaliber bandman mishra sawtooth a1234a dawid1 pistola theriver alfonse
sophieh6 bluewave koketka seymur 123321qw borodin felicita freder azizbek adios bankrupt 1arsenal edcwsxqaz mark3434
sybase valmet backwood molodec larousse taylorc deflep mamaliga kajlas wowlook1 telus01 motel qqqaaa sys64738 alex1974
nostradamus newborn al1716 654321z epervier afrodite poopypan bokser jawbreak penchair kareta aldebaran akinfeev
silkeborg pensacol g0dz1ll4 sanction jesuschris nn527hp dolla milkmaid crhbgrf maxsim cathryn felicidade ezequiel
matrixx ekbnrf junaid amira vaffanculo botanik jhnjgtl12 arxangel malyshka barsic petshop fhrflbq 0123654789 alltheway
zoltar maasikas sunsets 59382113kevinp cachero resort karizma ashram tarragon mama1964 silverstone chaparra tetley
havok saraann pipeman 1chester massi monarchs asmodey sarahh zapidoo sane4ek 9988776655 blue135 jnrhjqcz daggers
123vika ilford 1legend anna2002 ybrbnjcbr portishead free30 footie moskwa blackhorse petert ferrina cstock av626ss
macedonia si711ne robles dtcyeirf 1234567890p column cartagen volodia folgore alex1975 katemoss alegna burzum alex1981
digitex fktrcttdf yfxfkmybr evropa 123654789a leshka glasha ytpyf. ancona ander haustool cbljhjdf alex1971 134679a
northside skyeseth alex97 frontosa andress luansantana blooming scudder rondo fredonia corrigan jawa350 contrasena
elmwood cubana ofcourse fuckthemall dilara lubimaya lisica cardss happyness weasels paranoya hifive vbitkm vinicius
charleston titania allies parliame hunglow lando bossss ufkjxrf mamada patient pookster parapet 1hardon shavon
painters ferrero stargirl marist pennydog satyam festiva buldozer axiom slender amigas negrita meduza heavymetal
bobrov ashraf sargsyan 1flowers ifoptfcor miyvarxar lovable anahit anais truelov flavi varsha dekal stimorol potapova
anatoli lubimka fylhsq cathrine dorcas carro mazepa 147258369a qw12345 fargus halle clarkkent gjkzrjdf betmen yfeiybrb
bumhole luvbekki holcomb derren jakes amberdog multiscan hotbitch advert varela dannyd truskawka eatmeat v00d00 tagada
yoshiko sanna outpost antonioj flyvholm fhutynbyf berner aaa123456 sone4ka donkeykong gtnhjpfdjlcr gowron hurryup
lovepuss sexy22 avtoritet conny ninjutsu red100 dima777 mansikka odt4p6sv8 gjpbnbd aessedai aperture sultry totenkopf
dogphil3650 fine1 arabian putangina love15 tony45 babyphat artful hanibal dontgotm undone veruca vehxbr arjuna arkasha
pouch asslicke philippines cantina wideopen chitra run4fun molecule unseen barsch hakuna davinchi scrapland methanol
bmw328i frog1 phezc419hv imelda reviewer blass werty123 lassiter comicbooks 64chevy astonv zcxfcnkbdfz perrine 1video
borealis a333444 zsecyus56 awake bigbone d50gnn rjirf 4815162342q zzaaqq thuglove rkelly badder bear13 recess
bltynbabrfwbz poacher medtech baba123 vaz2114 1explore robbob ricci masterba bmw528 greenlan chopsuey kokot moise
meeko flynavy hayman katuha ironfish betrayal mcgrady ballroom geetha kronik chitty oneputt humpin stonehenge munchy
zacharia pedal brille 1frank punto warhammer40k tnt123 boxman hemingwa cjymrf furnace canto generale mine11 williamj
letterma war123 olson steroid seamless rugbyman plywood kriss execute xanth angeldog potters hatrick shenmue layer
rosehill tucke parson zackery 1cricket fences kinglear calla baroque shadowman rstlne mockba olga1976 myhoney
guadalupe 1bastard greenda monkeybutt farts syndicate craiger passwordstandard dorothee bastogne iamgreat 358hkyp
overflow siddis chancy fairchil batmonh doody wildon batteries tom204 vonnie exciter sundog gti16v ottom rataros
tonchin joesph missys dell11 bodhi maprchem56458 magnit paswoord leedsuni bballs ppppppp1 1kkkkk 1lllll city1 mmmmmmm1
nnnnnnn1 elessar bobo123 user123 bobolink beckys 1giants udders freezing chappie maddawg hextall hotcunt scubas
further infotech motoxxx righty speck tylerd maersk vending blight camelo backd00r 1king drumming tgbxtcrbq lovezp1314
twistys whatluck playgrou construction tangsoo brewery thanku ortezza killas beatbox slutfuck ostsee beatme kiddo
eager fractals polkadot seemee milner bigtitty kimberley slavery iluvu pickens steamboat emely brianc litebeer
hampster smalldog realsex romann blasted jeep99 sunburst engels toby12 mugen albertjr 0101198 wantsex egoiste pjkeirf
object elvir gammon emma01 maximu thicker stoked cosmodog bijoux falls beltran ben1234 pooped fatmike mamadou benwin
michou medicus bendix morphius biplane brillian kirbys wrote snaggle kenji lankford pr1ncess laotzu nuaddn9561 benner
metalhead mamapap jollymon janets trompete benzene bozo123 lifestyl pachanga drool buzzword gfhfpbn adaptec halloo
roslyn grenoble help123 papas gavrilov dermot indig cody11 underhil fireplug overcome knowles poole g1234567 usmc1
brianw lokomoti pegas nightwis sleddog red333 jamesm onizuka melony kelton basura policeman jamese bautista zzzz1
bicep emporium kolort 1nascar chrisrey padawan eather stud69 thc420 golf1234 girl1 fucktoy pinkfl loreli bigbubba
2letmein ilikepussy godsgift june14 technica dummer flinders bouvier liljoe gravedig jakeyboy longboard highspee
saralee jaded 12inches grizzlie biggums leghorn bigjake goskins jekyll gaffney mackin lilmike gomango mantaray
whitehea ray123 redhawks newcomer dickster ruddy sunburn convair kyjelly flabby ford11 throatfuck imladris himmler
hiker mcnair 85bears waiter 12play july21 nibiru communit latham bantha madnes clitty cabledog eagleman tidwell peggie
drachen lzhan16889 ladeda chest bitten igor1994 unison brooksie lasse bubbaman passsword coco11 1cherry twinturb
pamplona tangos claws pasture sling boycott welcomes scc1975 nailed krille cunt1 harumi douchebag fuhrer rossigno
youngman blazing billly clothing craigs krakatoa snowstor motdepass zymurgy leyton harryp bloomers wisper dale3 equine
selecta humans fuckuall mamasboy zaire moon69 blue24 miyuki juvis123 noremac icewater damiano blurry imagination
ramman apeshit crimea shit12 007000 lompoc estes urbana mcclure nephew coppers 2big4u 5nizza latenite 789456123a
imperia nikolaevna evenpar kwiatuszek gtnhjczy fjdksl spuddy kiba1z vova1994 chicony bondra12 meatwad fatfree congas
sambora foreign stonie busta fahayek snack write pimphard cootie belluno boochie wintermu rjnjatq iberia j0shua
delerium 1rabbit caseyboy sleazy debbi venomous scorpius boundary gondola stabbin toybox va2001 ladylove sniffles
eintritt lanesra navyman slang ascent vanhorn platinu cookbook bradbury kanmax1994 gundog pallina duck1 holde isbest
reeper fourx4 7mary3 busines socorro wagoneer danniash markham infidel shockey caring burlpony ram123 platonic nels0n
sarcasm kenseth hassel max1998 ox3ford platini brunob bot2010 retter iraffert guillermo hammie gnasher cleaners wooody
tiedomi sveiks yams7 johnna flipoff snazzy abc123a janie dave55 1christi pothole jack5225 vwpassat burltree mornings
jaden 1snoopy pocus caveat julias sanson oaktown rodder bullrun happyhap yasacrac discord greenhouse reiter tiziano
candance coloring twincam supermom easypass porkpie mannix undernet endeavor pablit wireman talavera tobasco rodeos
vault karmann shameles chippie guthrie retrac brevard gamemaster bpgjldsgjldthnf cassis casting niagra dearborn
strikers effects xiaoyua123 writerspace tttttt99 manageme sosexy ciccione emokid chaika jumpshot aekdb sharper
clockwor starrs katiebug chills pincher reynald guybrush tabaco fleur maxcat toadman marmalade beerss kamaz janne
th0mas zpflhjn1 hunden 1rocket elbert confetti coorslit 12monkeys slavko helens earlgrey shabazz wildchil throne
countess anthro coven marzipan sofaking 1crystal gfhfvgfvgfv eetfuk standing solus klepto flappy milliona sactown
1horse kryptonite rocksta darksun saved wisteria scene sanjos 123456789j 08080 einstei repmvbx pass1wor queball sparda
fondle roy123 hoyasaxa posse punchy waring gamgee methodma saladin lisaann holiness prisma damilola kolawole jesus4me
lostboys rabies samar atwood ghtlfntkm barabash 1lucky cnfhsq kasia tigerfan moparman cuddly izzard 9z5ve9rrcz razer
jackmeof ringwood 1gandalf kahless splatt disable cathay tickled sexy21 rbhjxrf rustyboy fietsbel hitch one2one dippy
wales cynthi acheron ev700 gfg65h7 goldenboy d1d2d3 kgvebmqy athene xfhkbr scarlets pfhbyf dopamine laverda dumbfuck
duke12 graphite pimper raque dimo4ka fiveiron wilber jade1 mine69 katyusha haileris dandelion jumbos 6846kg3r topnotch
skanky spinners jerbear prints intercom cheezit 1rainbow caritas brondby fifa2011 1q2345 pioli ashlynn kramit windward
morrowin gdansk lifeless darcy faber yukiko 12345abcd wetsex wharfrat bespin heavymet mountains soarer andiamo gfghbrf
lfiekmrf paraiso 1q1q1q1 tlbyjhju d1234567 sony12 rattlers hershe superdav gruber 1golf anadrol hauser dolore
spartacus jan123 larkspur tashas mudbone blessings lexxus is3yeusc dobie fearme qazxcdew oakville nhfkbdfkb sugardog
enigm nothanks 1996gta dwells kalleank 5678ytr ujhjl312 fourstar whome ilike69 partyman star1234 kissa steveh bricky
kotova boss429 bdfysx notch ivan1985 kappaman chiro sahalin fordgt demona den12345 gaudeamus satur vivia kolonka
taganrog 1muffin stuffing rosebush 1assword ziffle skyfir franke mailer danang zse4xdr5 kaizer ghjtrn qwertgfdsa
uplink prisca commandos sloeber qscwdv diapason dinamit drumandbass hanswurst yfcnzvjz torito tulipan tsmith 0147852
dlanor shavkat toppdogg flywheel xxxjay rockytop pewter mixers 7777777s maguire dupree fiend huskerdu sokol pilsbury
fatbitch emma22 donatello tamada mesohorny doming mike99 suitcase kailayu kaka22 stuffed brasco mancha uaeuaeman
donttell rifraf industry wolley safado s0ccer tallest iampurehaha2 dukenukem samatron pussykat trekbike stopper
headhunter schenker bounder 19851985p ptichka muncho quarks ohlala rf6666 felixxxx buffal scooper 1falcon shadowfax
brandnew 102030q shocks economist armastus granvill 134679q munkee elaman maks2010 gerbera qwer1209 dontforg wxcvb
tdfyutkbjy surfe jkbvgbflf kolosov peterburg q1a1z1 footslav limits 456asd vlad1234 kafedra hunny restore isaacs
maremma floren counte searock sierr marque mexicali dead13 mathie stargat invisibl morse tupacshakur fyutk startre
ghjcnjabkz decembre pengui romantika farrier racket cheetahs fatgirl playground position 1989cc shalo redsand 7777777z
hfcnfvfy assasins hollyy ginnie cvbn123 jpthjdf dune2000 zxcvb1234 grazia fevral 4rzp8ab7 waratsea nokiadermo njhvjp
borden michiko blankman a123654 walls abkbgg nadano 1gateway colbert stinkyfinger cuntfinger littlewhore 12step
flashnet littlegirl bladez 123-123 blackmor busybee whalen sukkel pretoria tanushka schecter mike12345 larina heathen
c00kie fuels groundho karel basta jutta sexfreak homefree snowhite rouges igor1234 masturbate blackhat voivod butthea
gbljhfcs 24gordon winam supras sextime gridiron helge losfix16 ilovecock red222 cartma qwsazx blue10 sanyco turtl
zwezda cjdthitycndj dewar homero rockbottom southwes gavaec 1s1h1e1f1 chinna mariami shandi grafton condos fyfnjkmtdyf
heidie gould enkidu gintonic konnichi mohan plethora alabaste qazxswe uhtqneyu superhero guy123 gusev 4077mash
vergesse 1qayxsw2 jerrod sheikh kkk666 pele10 toccata sexytime postie thespot troop pedrito home77 ferrara rambos
kat123 syrup limbaugh eybdthcbntn fktrcfylhjd june26 ravshan mobila kirpich greatwhi kompas formatters espinosa
metoyou melnikova saqartvelo veronda kmdtyjr tautt1 jake5253 sewanee zimmerman vakantie joaquim roanoke rapeme
lovesick calender jossie traxdata flyfishi maktub outbreak tedbear ayi000 maitland thebeatles spurss mynewbots
michaell zagadka cjfrf mandarinka thekiwi1 walera kbpjxrf villevalo runfast mariupol likesit pornlo vishal soloma
nfnmzyrf odinthor triada icam4usb completed vfif123 parts netnwlnk iloveluc maniek luxury mashamasha adapters ravers
webtvs 1matt bodiroga netsnip pchealth pngfilt 413276191q asdcxz protected savina performing corperfmonsy controller
predators paulinka servis krimml 25563o trevoga westin richi talonesi vova12345 fjnq8915 dei008 saveliy neel21 wafer
02551670 tony_t zavilov 10020 15058 26058 54545 77879 109876 117711 123888 124536 125000 125267 135642 136900 141592
142500 145678 147456 159000 165432 196100 197010 197101 197700 198505 198520 199020 201980 223355 258046 311420 342500
420666 444111 500600 511647 543211 552255 552861 645202 777123 789512 888889 963214 1111112 1169900 1231230 1237654
1357924 1597535 2580258 6942987 8520456 8538622 8807031 9933162 12213443 12758698 13467985 15253545 15975312 19216811
19801982 19821983 19831985 19833891 19921993 19932916 24688642 24861793 31021364 31359092 36985214 55378008 56836803
76689295 112358132 123987456 147369258 147852963 213546879 794613258 824358553 987654123 1234562000 1346798520 shante
deadmoin 6043dkf roast bigwaves gameplay gomes %e2%82%ac quintain lommerse centra reppep selur kpcofgs jockstra jennyk
commo nosredna swizzle chrisbl 4speed barbarossa madarchod time123 katoom bebeto 48n25rcc centric nounour 1861brr
captaink dubesor fried yawetag oglala kontiki 1sexsex rhfcyjzhcr lockedup schnuff bobbybob nitti karuna timexx v55555
1ffffff 1jjjjjj 1zzzzzz 1iiiiiii bigasses sorrel ****er luckystr weihnachtsbau hoppie agate matic 1234567892000
fredric jamesa 1234567887654321 nikos 1abcdef jaxson 12345678d flippo spandau crackpot forced toshiro n0th1ng 1spanky
1asdfgh dino12 lucy11 erdfcv basia spasm 133andre chingada purge liten 10293847qp parks rmfidd a22222 goran z3cn2erv
biene enhanced loveland maraca kiddie centro dasein 8seconds crooks ansel ace111 anonymer lucy1 tevion weetabix
2000jeep godless abagail malloy 1fish 1sucks 1montana expired 1vader oldno7 1rachel br1ttany gigantic 1tigers lamina
leggy reiko 1august stigma 2wsx4rfv ogoshi girls4me 1irish cqub6553 baldeagl andy2000 dweeb josiew cabbages sexybeas
truong kraft icebear blueroom antonin farber tremble gilead opinion rockwood groin chello every mrmike bart316 zapato
bg6njokf entrada benno auguste wetdog mollusk donking jzf7qf2e vkfwx046 ballad naumova arrive cannelle 1angela molten
none1 aaa666 1qwe2 trevon forsale love98 nsync 5gtgiaxm odgez8j3 pqnr67w5 mazdamx5 macondo discman allana rapide
300zxtt 312mas debeers djctvm rfvbkm divin scurvy bedbug squidly babyfac tdeir8b2 fincher meetoo skyman mickael
tenorsax brooze providian alex1983 minfd supratt ukqmwhj6 dsobwick sassycat dmfxhkju 46and2 2children bishkek combs
somali hobnob pissword connolly letmeon howhigh juntas drone addpass kewell cause chancho holio kevinn whitecat
gautier okaykk marantz elaina snow123 spanners tanzen semtex jgtxzbhr newmoney purgator h9iymxmc 2ykn5ccf passpage
mayflower noskcaj primas jambos mogli stickdaddy77 canno yardman manoj harlot ebonee spacebal abcd1 sanja crate sumter
madrigal rolyat lopesk khongbiet pudder paigow speedster azzurro 1therock anomie slevin 1little bubbly sweetu70 defend
geronim mickeys gkfdfybt pentable drakcap 123456789000 marinus highest bob69 chicho 123max stride megaton implant
014702580369 lynnette enron714 luanda jed1054 heydude samsam1 spotligh riordan timid flake tsalagi 76ers dak001
mama777 saransk blue72 7654321a purcell shibainu pidoras marimar orphan wholesale bayamon honeydog bruise grisou
aldrich martinet ang238 bigrick maint 123qwaszx brutu 44e3ebda bernadette scary daishi shwing guitare dorene fall99
raunchy slammin bahia greetings profits segovia 3bears teen1 appeal paul11 artefact stoppedb ronson daffyduck urgent
veget aa123456789 mygal durdom assmonke alex74 masson tyrese saraht fozzy lvbnhbtdf 1cassie 4seasons kinsella stthomas
toby22 syndicat greatman god666 jamesy m7n56xo five55 afghanistan jennan tremblay furnitur necronomicon oligarh
samuraix liudmila isdead esbjerg abercrombie bellamy araujo encounter aeneas ridder folgers riggins showoff palevo
antanta rafaela tlaloc connard calipso sslazio bri5kev6 lilac matrim borracho 2vrd6 sungam olesica alex111 usermane
mauric azure tocool c0l0rad0 bryana jyothi bacteria saraha dynamics detective sayaka acumen moonshot rayner fatal1ty
hyman appleby fooey 1234aa litespee open12 vfufpby retype adam01 sigge1 tony69 boogle deepika menards lemuel lawler
csm101 adebayo adelante 1mercede alex15 brooms laketaho dartmouth cool-ca katter icebaby capitano adjuster 89032073168
daxter genetic monk3y ackbar economia hershil adriane f1f2f3f4 fenomen deisel howlin yfhrjnbrb andyboy qwer11 seatleon
dimanche login1 schreibe passover kristof happen rajah fiero beegees metlife amizade ghjuhfvbcn dfktyrb obafgkm rfhfnt
afroman qqqqwwww tapestry agatka ctrhtnyj zipdrive motaro agathe patino seemann alex1982 kneecap zontik sluggy ganges
parlay schloss sagittarius bobo1 preludes aguil profil bomberman alex1976 1albert youth yokosuka commercial bertuzzi
mundell golive fishpond zse45rdx 1234554321a aigerim arson mortalkombat warspite ramir operate bangalor hedge gineok
jedi01 qweras akademia mishmash santan peacemaker shaq34 artema mylover dale33 tony22 arkady 1oliver trabajo akmaral
nesterova vtldtltd frxtgb askar horosho candoo pfuflrf lloo999 alex1998 h200svrm love3 abeille rynner prodojo bismilah
alton animalsex raines alydar clermont bydand darkfire pa437tu eleonor pujols mustek meiling vernost beyblade wlafiga
stormbri balaton walstib badboyz ciccia alex1989 bagman atalanta emotions karlito lobzik minotavr sorokin al1916w
palladin papirus alex88 fostex cucina csyekmrf alex24 jitters colins burro gendalf 1carolin san123 fgjcnjk proghouse
thegod sookie diesirae flaquit happylife emergency victoriya potapov 1secret millan ingres lickpussy obsessed
rfcgthcrbq kellyj voshod lovebu rejoice tinchair gjgjxrf nata1980 poznan q1234q dinah divina anastacia contex
123456789zz pondus mama1970 kamakazi arashi lkjhgfdsazx escaflowne jarret mendoz joselit systemofadown briane june15
wahine sahar hijodeputa themack play2win bidule casita porosenok nopasaran tontos altezza 14ss88 imaloser sara123
wolfone 1speedy muchacha awo8rx3wa8t xiomara dulce atlanti tallboy babyblu horndogg wpass vespucci samant rajput
sodomy toasters neverman soloy teamomuch devotee newblood kareena rmracing kizzie pornclub naumenko anabe wer138
verbati tulpan nastyanastya sistem qazwsxc angelangel cinque avogadro angelz hoangen fengshui bonaire forzaroma nurich
superme andy76 chimp houghton jackiech rosenrot thugstools lohotron pandemonium tubgtn thesun yelrah luton1 supafly
028526 foundation storey karenw kvartira angella redwin plhy6hql spieng bk.irf infix violett songline doghead morale
anitha czarny thegirl nazaret vigor destruction bringiton fynjyjdf quicksand gadina gaylor dfymrf fufnfrhbcnb annoy
carino chinadol vjqvbh armyman babare nokiae51 008800 2boobs findus mogul fusilier marcelin bacons bodybuil aquatic
hyderabad wroclaw bazongaz eusebio pasion leonor geeque madalena questor contax f22raptor yggdrasi gulfstre mononoke
arvind kovacs meditation mybabe jas4an baby22 latrobe deadsoul kalash privado aaaa1122 mallards 2278124q hjvfy yelhsa
elgordo prevail rattrace azores alla98 birdbath impress auger 34erdfcv darkseed bravada kasperok notgood queequeg
1vampire keats potvin cool22 nytimes buffon ikmvw103 mudbug memem bailie love4eve longman thresher opusone steffan
zxcvbnma chaplain hfpdjl frasse grail melly rauchen ferre 1celtic masonic keating ball1 124c41 gayguy ba25547 patito
firedept lemmon splits bananana me2you dfhtybr puertori warhorse jaffa patatina bangbros uptheass 37kazoo bearss
fred20 mykitty stepside bouboule daystar covingto warhamer niccolo rhtyltkm barbaro oldfield tamar peppino moviebuf
marder mostro trips jabari expresso wartburg trill irnbru bakesale charlus mattylad10 1barney lullaby chicc bocman
sekirarr hesse kerberos weave sweetpus conditio krysta lexington essential karloff cdtnf deeman brace bleacher pimpman
dragonla burmese brause sixflags dennie torock catchme spangle preppy shakers basse motzart patat freakboy tuller
hofner amman killerman bjork darknite heehaw ilovelucy grocery mildew gallen radiant bordello britania preserve
triston tommyy bayard kablam bayou baytown kilowatt dedham wallie momanddad stjohns pass111 paramount leedsu badmofo
breakdance 1dakota sturm blockbus kiersten july27 vaduz chessmas spittle evbukb potsmoke nodnarb blademan tafkap
eric99 blackwoo 1qaz0okm notepad bueller camneely ooicu812 chispa theband wspanic esthe blome woodchuc airways militar
keksa2 clk430 jackfros sight clitring osasuna curtains 1newlife cocotte sexstuff ludvig cathie singles lokit smitten
godown figvam hoppel plaza bisous tanelorn expos manteca lunacy luckyy roleplay upskirt pecan alcoholi john10 whassup
innate hecto isgod sharipov algore suomi institut lilacs svoloch bell1 bellini runne 07078 vijaya breadfan mitsou
roseline fourkids deebee ramire santini sperme virgos ships 9hotpoin lovinit carpe cinemax satisfaction oakdale kkkddd
faucet europ latinus lexusis bultaco ahjkjdf telescop kobayash cfiekmrf artcast2 bigbull kelse berni monrovia technik
trafalga butane bigberth fuesse firegod kiss123 biafra flopsy moorea eric11 danno gullit buttss thebus drones robben
crazyj deadfish ragtime fitzgera kl?benhavn biggame quackers chiphi magichat lightspe thinline blue30 innova blackboo
shara goodstuff gopinath bosslady chimaira connelly snooch chinnu sataniv1993 fourty fortran symantec turntabl intrude
bieber 1234567890d peruan farmland 88mike iambigal brentwoo bigdon l12345 kingshit dogleg bigmax doodlebu teenfuck
shatter pimpjuic macdad ow8jtcs8t countryb needajob tuscany vanburen pokerman prevert sexy4me smokewee sassys cumhard
bigfoo solana threee cheeseburger darvin jazz1234 surfboard bigkev berlingo cherrypi chicklet maximize livefree
sexpics vannasx violentj xtr451 bigrig bigsam acuracl wazoo pureevil stuffs love5683 happytim cbljhtyrj brownn adapter
raindog dukenuke sindhu stillers sanchin willee shemp derrek grump passssap blanks analysis jenson quail forgetme
boredboi4u yyyy1 cunthole sawadee decline fagget coralie kotton cavalla onelov albatro snakebit 1hotdog linette heresy
pabst dgoins warman blowj bisquit bloodred rideme hardc0re justonce porol777 ethics jkelly rockhopper supercat drew11
nabisco patten hpvteb cubsfan worldnet hotchkis kalamazoo blaat 1panties likeme nickers plastik thorne lowers martijn
wrapper nosmas talk87 madinina regency montblanc roadrage hitme 1yamaha tinroof aaaassss abuela kociak regula corpus
jamesdea glowworm bluedevil changa k.ljxrf 1brian mingle chevalier blackb coolbree catapult sonoio cosimo chunks
takeme hijinx chech sunse hilliard keepsake riogrand chamberl musiclover yacht libertin anamika mike2000 kd5396b
blumpkin joliet frankly grappa exceed fiver hard69 nbhtqa bigsmall clove hamada 1friday suck1 lovelady godsend elsie
tarmac mamiya bonker b26354 logout good4me killit bobjones gbkbuhbv nothere folio fulhamfc carreras not4u2c wert12
sadomaso henrie 789qwe boilerma indien cyklone dipascuc red666 lisbeth hiheels ohotnik slickone otherside countr timer
thefly nitros hornys mikejone boodie pumba sexxybj 2dumb2live wu9942 booking fetus omnislash hakaone sketchy lotto
12qwer amberly popart diploma minutes corcoran conklin ipvteb gogolf spare delonge ganibal founder boyfriend yannis
adkins antiflag brianp adroit catrina equate ralliart yanni bigtee landscape fzr600 halsted recife parkhead braun
fodder lorie dizzle chart kamikazi breakout boofer simferopol jeebus juanpabl jeremi subscriber 002200 crossman usmc01
evan1 silverch toluca 4nick8 praline chuluthu salom reisen shazaam mountie helga brogan burrfoot malacon boise free12
krakow bronwyn brood demetriu orosie1 feeney ridered goniners kyle123 dragstar randle chloes landau kareltje q12we3
willyboy burned cagiva bugssgub kendo animes fires midiland ford50 manara charlize budster 671fsa75yt 1harry buffy1ma
hunt0802 pizzle constantin tremendo kessel 22tango king11 hfpldfnhb passin farina bushwack dimitry jblpro a1s2d3f4g5h6
mahina cbhtqa bvlgari lately masque fortknox tanyshka papier sleeps yolande prunes zipcode camster kazuya monoxide
tamera cia123 cochino spinnake skyclad yamada karolin jamesl chuvak lafleur 2hot4you jaytee ogden advice testament
guano canter revel gogetter canario murciela yoda123 cody123 newto zemanova pa55wd minnesota_hp washingto intubate
marocas coupon catania mendes mko09ijn glacius tomatoe rehman samfox moo123 bulldozer rachell pippolo livid not4u2no
squat strongbo nathalia tree123 conno peugeo lickin enolagay gfgfif youngs celos1 bigtuna leftie cfdbyf chinga mythic
allard shanta quell chuckd cx18ka wrist charliem tony44 amoroso parachute lovegame pfizer princesit jinxed gulla
ashcroft stepashka chernov bellend beano002 mainstre paolit woking chinni fanclub yjhbkmcr cartmen hideki a1s2d3f
ilikeporn matsui gawain antichrist jesica unicron spammm elenor nikkita l0nd0n 1cooper fun4all cassell jenelle g0away
rcfhlfc typhon jacobson 1escobar2 koontz asguard atease babybo shivers harsingh kangol tachyon mrmojo coastie branford
arminia rattrap potte jedimaster nantucket digits steamforums loveline unions 420smoke cressida topanga lovehurt
toreador hellbound gimpy matrixxx jhonny cronus percussion gwendoli thoth thor99 jacuzzi fannies flowing abiodun
destinee kracker bassey shockwav sweaty wcrfxtvgbjy asdflkj cnfnbcnbrf 122333444455555 makenna norwalk 2401pedro
polkilo montage tileman macbook sexiness kudos4ever disarm 1linda marillion cunningh phelge 69pussy latching cuyahoga
poopo regine sydnee digler ludic just4u lovejone e12345 valent vfvf12 erxtgb kreker vladimirovna ousooner jlettier
ruffin bodean 55555r wolve delfino defect legshow llbean rampart donke sakic ichwill 111222333444555 djtiesto s1s2s3s4
whatis 132forever ddd123 tgkbxfgy indonesi dddsss lfybkjd mmxxmm dr8350 blunder shit1 davidt dreame watchout socool
assert lachesis 1time 1-oct imissu wrinkle zippos cumquat temujin tubular opelgt irelan popcor buhjvfybz ecosse
oldskool lilmama marmaris cerebro hektor ilovemyfamily julemand kingman dannym88 bigelow sou812 microbe 770129ji
drongo cheats jilly remmus kevinr dave01 escrima teamlosi fredie deadmau5 fernie 1andonly lbvekmrf michaeljackson
humanity prorok starfleet 2legit firdaus padrino emilyann philou call06 dresser 6yhn7ujm epstein jaguarxj passit
corone dewars decibel gocart kornet barmalei poiuyt1 myturn elites baldeagle glenny gerasimova chances werken
stainless demoman grinding copernic xxx12345 jack2000 jokerjoker ironcity 1mmmmm 123llll domovoy dylandog donaldo
robotic middleto lena12 hatebree consulta difference cumberla aquariu sulaco mazdarx frontline corine ifiksr sarmat
spam69 stupor doom12 jeffhardy liziko clave yeahright corkie werule freude dragonage valmont marial dessar ukrnet
federer ummagumma lozinka ginette recipe osito rfpfyjdf chanc thomasd curiva exorcist fuckmylife vfhbyfvfhbyf
qwaszxedc evh5150 howies yeababy insulin oleg1996 mushrooms dianochka roma1990 folly biggus duper hokuto sharlene
nargiza masiania diman 1234567890o trfnthby 1qa2ws3ed4rf5tg savchenko fenomeno krystle freyja gfdkjd ditty weeks
homyak kacie vbhjh123 chipmonk federov sig229 iluvme pfqxtyjr doohan cobbler koalas castill ilkaev pitboss vaz21074
newpassw yuitre12 partridg ilovetits tybalt jacklyn pallet al1916 fliper qscesz ervin thatguy marisela scrapy 111lox
fleabag fromvermine selhurst utrecht topshelf nyyankees sympathy supert gfitymrf hanako dylans blackdra fire13 kevind
poekie snowden thedream penman trrim777 nicolette bdr529 hornier scatter quadra lindac time2go ruffus rbgtkjd yodude
pumpk1n penhorse netpass woodfish lainth88 minority dutchie am4h39d8nh jackme kki177hk koblenz opelagila flhrci
thecount widespread bigjuggs rfntyf bhecbr quixotic cranston olesja gibso lovedick 03038 prive websolutionssu nosliw
ratiug el345612 amadeusptfcor jacopo kuolema win123 makavel babochka pimp1 jasmi souths djkxbwf muffinman qwertasd
luthor studen spinne uthvfybz pimaou vfrfhjd lazarev starwood yamahar good4now cleary gerar wretched ladle fotze frown
dogs1 qazsew bibigon fallengun lindam phalanx falloutboy uhfdbwfgf fanatik hawai 1inside l1750sq canalc testdrive
harsha surrende kalender glossy ueptkm tema1234 eriksson toeman kernow mongini rfvbkf killerbee nfkbcvfy cbarkley
justlook filmstar gruppa happyface icequeen presidente fkrjujkbr kkkkkkk1 9085603566 stocker bumsen spritzer nissen
filatova minicooper houser sony1 rush211 littlefuck littleminge tommycat fitnes mike31 recluse smallvill lords
byrjuybnj iubire scally visit kershaw oriana scholes nfhtkrf musik stanisla thepower ab12345 dead1 grossman skiller
kingrat zygote alondra walnuts isolde pills kevinh engineering icebox tiikeri mavis thering shrek frogss adalbert
hanse kabuto jawbone fruitcake yjdbrjd jamaic grits stratcat sexybo suckmy1k yoshio grapple miniclip skinnass shibuya
smile4u grego ilovedick niewiem mirand vikin gosha turga kisulya galen onlin caiman manut soren medin gayathri snowbal
jayde alskdj goducks stangs prostreet hoople screwu gbljhfc rosalia carleton goodmorning maslova greatzyo threepio
duke33 jamesg sinnfein quiksilv geiger mooser sueann newspape ramina colucci ollieb keyword shant john77 zeratul
gladbach bundle gromova kiborg johansen jamesh zucker sb211st kennel love55 pukimak katinka murena jahbless stormin
jasong cezanne sexy01 valerian repmvbyf doctorwh sadman nine09 cometh tinkle volunteer specialinsta naumov tahira
111111w vthrehbq madara 123456789asd goahead karolinka vfcmrf drugs juancarlos jimmyz troutbum kalambur taison
trillium tijuana msvcr71 neveraga nhfycajhvths lllooottt lissalissa hollage kbpfdtnf .kzirf nthtvjr kravitz jimmyp
00000ty cdtnkzxjr trixi jack23 stockpor stumps fidodido mcclain starbase harlequi satcom jasonk switzer mike007
nietzsche matt21 makenzie technical transits muneca theword sweeties nudegirl pangit tiara jocko messages estrela
julietta darthmaul rollrock curzon ksyusha kamelia2011 khalif pundai leolion yfnecz vlada klara tails o123456 rock69
5element luger njkmrjz 123456rrr komarov dbrbyu vika1995 max2010 bond9007 passout nadya paraklast1974 maryjan shagg
mdmgatew serjik lapo4ka michaelm begemotik sunbanna yarddog serafima settings rhfvfnjhcr fairless jscript mailliw
s12345678 webuivalidat advantage nataxa ja0000 tomass msorcloledbr phenmarr f56307 inetcfg nondriversig browseui
mike1969 zaq!2wsx photowiz tanguy freeclus aregdone 123456789qwer manifold wordz 20091989q ojp123456 pivkoo zhipo
v123456789 9085084232 lolkin09 sarvar bypop fm12mn12 vovan tu190022 8096468644q zverev 14038 14058 18068 20038 20068
26028 29024 45632 65656 78791 108888 118801 118811 119955 123569 129834 132546 132613 135798 136666 136913 143333
153246 159630 197901 198305 198603 199308 199500 199508 200007 212325 231456 232222 233307 234561 235555 246801 248624
258012 266643 321671 400000 423956 432100 486255 523252 663366 666123 718293 741776 744637 773400 774477 776677 963210
1112223 1231233 1236798 1239056 1371280 1478523 1766734 2008200 2323232 2505198 3434245 4258195 4707570 4930321
5318008 5455555 5557940 6741314 8522003 9001668 9104587 9293709 9512369 11012566 11114444 11234567 12345656 13467982
13571113 14314314 15935746 19761977 19801984 19841989 19891959 36169544 45678912 51501984 55443322 67899876 78978978
88887777 91328378 98256518 102938475 123123789 123456321 159357852 212009164 1212312121 1928374655 jgjesq hawkwood
dnomyar sexaddict cool23 yocrack sissinit 123ewqasd kaytee dannii dknight loveall crust remmah maxsam freeuse dandelio
spiller pmtgjnbl qcxdw8ry affirm dbm123dm reports 123joker financia euroline leyden jimkirk ameritec topazz geoffre
baffle lilcrowe oldmans likesdick showit zhv84kv lechat prost sparkplu savoy 10121v timoteo nobull diode several
juanjo drafting 1shelly 1autopas autopas1 wwww1 1ggggggg tallen frozenfish morello nuggett haines raide a13579 dranreb
harish 12345672000 onetwothree boop4 pimp13 tarrant stpiliot car12345 098poi asdzx hiller 96328i 14u2nv outbound
yasuhiro cataract erdna zsergn justinb wazzkaprivet aliev ouachita funone dabl1125 nollie eldest sandburg cousins
scorcher tahoes charless jeanmarc 1701ab monalis debugger lewiston sysman cashin willer myemail canis jonass epatb1
weihnachtsbaum mrwhite socken 19delta bernal adore agusta bowl36 1bigfish getinnow drako 1hawaii 1peaches 1vette
1sierra theme 1kevin evil1 rounder 1winston dishwash artboy nonnahs captai 2wsxxsw2 illwill rasca djfpass bashar xenia
1alexis userpass drumme llabtoof fired gangsters belind dawg69 n2deep nosnibor oregano vital safonova beaversx above
andy22 yesyesye rowboat hotstud hamdan skarlett fliege hamid venise yougotit gargle aloevera jack2 khmer kurgn01
hzgg9umc tobyto ch3cooh dmarink quasimod physic hpsalgay 5daxb frankzap thesmith lupin oct2888 regime benz12 fleetwood
2access stjude damasta floods fjysk762 vre2nc3z tanager fores 1beaver zwt2sbzl jacobb 1private chandos viglen 1212aa
brannon webby passtrader gateee 123dog norsemen runrig adumas oaken jjjj1 knute as5ffz17i yusuke cdgirls q4n2jdeh
vmdnygfu groggy perron avdeev mcfly audit robertos kazman venger prosser admins gasper watchers lbnjgtmp e2fq7fzj
sportsmen dallen dackel holywood sykes shipley fuckyour dogmatic willson jiffy bumfuck bowlin falcone nikey63 quicky
cindyl lada2110 allycat bruxelle alex26 babaji tvmarcia chiles 3kings takecare logon 4teens peterd 152geczn farragut
bikeboy tastee jammie golgotha shantell pikey13 introubl eatpie antona trickster eckerd toby11 zlatan robinb shianne
gypsum spiros ryleigh adman donvito kravin groovin cooke animales penile niemtel test22 mayurs wicke fickdich mocajo
jwest parisi ingri greekboy slutz legato asuka trieste fucka shumway mark77 naylor westies tomch blah1234 69stang
mandms 00948230 bondone tr2amp25 bettyp dtrain yoman wamozart 8428ld spongy giampi orestes rjpkjdf chinatown wheeling
a1111111 greenwav 911rsr kazakhstan waylande mabuhay ppooii onspeed rational hornyme gasanov deluca 97ford dakary
autism vtr1000 foamy teamase probegt optiques piffle sdh686drth allahuakbar pianino argos deering avenged ford99
sutvsc5ysaa qaz26101778 bbb111 aaa333 revlon 123mmm jeremias artemartem bailbond holton sexsites passwordd gurpreet
aegean radial porndog snares njqjnf amicus pillage kamchatka jacobus goliat kalamata tejano splendor marylee 123abv
babe1 abadan shadowrun annieb beeble fkmabz bryony bemine chuch wsx123 mkjhfg ramfan wordpas duplex potolok turke
likethis lachlan acidbath tatarka 1homer abogado foxxx leclerc tallis lancelo lizar 66mustang progon chauncy lovecraft
utythfk perkin gyozo user1122 sunspot derfla barata fatcow suleiman cabot smoken mouloud silvergo akimova shazia forza
booge acolyte alex98 salamon moneta alastor maximill activex actuary rovert elsalvador adam21 nulife john21 outrider
fukoff ghostrecon lauretta gearsofwar terranova ulrika chieftai adelya dalia bongtoke aspirant hotness granata yoda69
bunia3 browneyes admira virtuoso admirer photoshop june23 laurita almonds gjdtkbntkm supercal dontdoit farooq babys
catrin sicilian escola qqq777 panatha rfvtym useful pucker aeroplane vaz2105 kfgecbr saretta knick laranja afhvfwtdn
vovan_lt pfeffer fktrcfylhjdf alex86 canadiens cghfdjxybr narine kamilka lenina aishwarya taburetka ghoster vthokies
vbhjndjhtw stroud serafin pichon hola123 aniolek agusti crm0624 rjdfktdf dotnet kbkbxrf farouk gadfly matt23 antoin
sweetman aksana roma1995 newmedia rhbcnb esmith shashank hyperlit swapna ovaltine mcitra dogggy nabila ohyes ghbcnfd
milker wonderbr uhjpysq purina bullgod akimov barmen zxcv4321 ou81234 cbkmdf gipsy fanfare alan123 galan positano
sanremo shippo tibbar st123st savanah xtcnth wesker reglisse ferien12 1coffee fhbyjxrf nicolle zhongguo prokuror
cfymrf gorbunov pronin pfhfnecnhf peresvet aliona dfkmltvfh irkutsk nhfrnjhbcn djkrjd love007 carisma podarok baster
gznfxjr xtutdfhf toolkit dfkthbr problemas sapito alex06 alexsander alex2009 kamakiri marsala touareg cfnfyf revell
ntktgepbr z1x2c3v4b5n6m7 gaviota frosya micael palacio ethereal heccrbq konoplya ghjgfufylf giotto numeric reddevils
biolog buheirf alkash edifier fyfnjkmtdbx duetto understand nyranger aspirina kemerovo alhimik traitor montella
peachfuz holdon ucht36 lzlzdfcz fifnfy prohor domodedovo ybrecz halfway danilova roseanne 222222a darkmage werrew
nhfkzkz lindalou ghjatccjh shortman diabolik qqqqqqw splicer stoffel modaddy ghjnbdjcnjzybt 555aaa secreta polla
evander vepsrfyn rockers grafix protozoa puissant fynjy alternativa matthewd metalcore dctvcjcfnm amarok hightech
gerri1 livia mumford tracksta dejesus ambulance calida hindustan kurama aminka ramin stiffie furelise kalifornia
subspace ammonia 02588520 amorcito lovebaby dragonma sonnenschein magal katinas peggys energia ballsout claudiu
servette anand 06068 corporat king10 sapato hawkes levent anastasya ufkxjyjr gjlcnfdf balinor sexkitten s9te949f mamou
moderato bulldoze nemiroff asa123 andranik arachne apacer tima123 jaroslav fktrcfylth micaela andy01 stokecit aotearoa
gkfnjy egor123 zxc123456 artemi yoshimi phooey 1sugar anna12345 anxiety zasxcd rincess travka rebon forgetmenot
proverb turnkey 12345qazwsx francia gazette 136611gt jen123 mcmaster beatrix 1sluts belldandy kapriz dentman palamino
diebitch demonio parkur margherita martymar 00000000a ghjnbdjufp malishi mando risky infalicall vicenza vacances pluck
applejui ashlea appraise kungsan marinaro hakim controll dracos ashole policia dodobird amoremi audubon qw3rty arenda
argus universidad tinmouse vonsclan frazer laputa electronics caballero cheburek polis chidori noser batten ximena
cunning tutti astronom pratibha guitarist wapku1 navigation tijean ashat uhtvkby17 matelot xxxwow pumps positron
betito rfhvfyftd asuncion angelfac sharpy auxerre elevatio avinash 24beers fabfour zorrope linear rattlesnake nitrate
sushis ivette ahamay southwest baggy mariss jc05595 ballsy steer yasmeen kojack hogfan moller akella balerina jetboy
piledriv flattop waster clapper adder ball123 smaller blowpop fantasm palani sombrero armchair haguenau kuken prolong
bananaman peeler santande agustus anointed fuckstic smurfett realhard feast banjoman ditch makena specialist bluntman
graycat rococo banzay reymysterio mudpie campo havanna espagne chases corrupt 04088 love10 2hot4me lazyboy huntin
duval mibbes blarg bandar refugee lena2011 futball missydog rocinant rosado inventor barrier 1turbo schnitzel barros
lavern terrano blacke polimer beergood ubitch smuggler sixtysix bardot ganteng berna kyleregn eliezer checkin q777777
kearney faulty baske tedesco jackfrui marijane tubbie 789456123q batcat eliane bathgate thejam underwea pinkyy
battlestar laufen danziger mccallum bearden bayley sregit rainforest lifeis wwwooo1234 lilmac airjorda markers lawsons
jack13 augie michaelp cincy vandread politika bluebir gooding ken123 sargeant rekmubyf latte nursery kill123 utmost
furtado go4broke bbwlover goldtop skidmore lockup cnttcb bill2455 ozwald weider chipotle atherton evanston musicbox
cupcakes floyds binker picabo beachy codyboy ronster 50cents superj pass1821 beanies greybear grudge anytimetoday
sorpresa confess beastman accounta zrx1100 tanlines melod specialp betsie machone f0cus1 klovn d41d8c rashley198
multisca lipid assfucker cloak jeffbeck caladan overseas jeffers gunnison burford clickit yes123 enfuego woodbury
saloon figona weiss ev7000 shitman beeswax thenet shanee hangtime bellum nimajneb papote salgar belfour belladonna
brune jareth wonderwa belong doubt enders danechka amours marrero dragonman shawns sveto4ka nadnerb tagman moneybags
libertas heston trevino footloos espoir boffin briang eddings prussia indurain superbob beotch beppe quarters hjcnbr
eingang blcktrn mecano panthera moolah liane getitnow nanner illicit noelia janel 11king saline calamar hosty berti
ferrarif hackaren stblow tatyo spazz cadmus beth69 sheppy sony678 pete14 nikopol redtop powerof3 chesss poolboy
marsbars gungrave 123321i chevette bojack ratliff metalhea twine myjdxtcxks bouboune lumpkin firebir idontcar 4peace
groan develope 1ussy oilcan pelado gizzy biblioteka ghana philemon cooldog blackgir wiskers cooky doggod lcrastes
zzztop goldone daria keefer toothpic hertz mistycat cloth snakeyes tnvols bigdik devante bigbug morph bigbud firewate
nick1234-rem936 wetpuss emmarose jasona pumped reddick weeds duckbutt 1flyers evenstar blocks bakerman lickpuss ishard
1booboo johnie chevvy mestre ravenlof altera minger hooray kickbox donahue vegasman foulball tellurid foods shawty
futile topside smarter slurpy lovelace fries markis timmay cantstop feller 1nissan mossyoak nicnac carrick summary
tamiya oliphant estreet home1 papasmur guesss hasbeen timdog timmys dandie fleshbot suckem hobbits yonder tense
nichelle winbig hawaiiguy garters transalp carper dimabilan spill elevation shatner titian privates jettas algerie
ssnake silkie 12string stauffer amoco freakin resin mudhen faces horsepower miasma meetme laila binford gfhfyjqz
reggio 1birdie tristin samcat paramoun cheeser cardman hattori treech locksley maxmotives nina1 toolfan seminar
bitwise headroom katiee ozzmosis sloop tolkein cochrane dreadful fireston moshe camilit blackdragon 96ford 2500aa
need4speed plugger malaki blackwid soylent bacall nightshade 1234567j choppe anal69 jetboat 1accord potpie bleed chard
cassiope oi812 blotter magicone polopo chandle wolf123 hellhoun argon collecto blowhard knitting brunodog whodaman
x002tp00 fishead foxes radium lakes compac sniff bluelight gaynor bundao redrobin j10e5d4 roaches blueboys bluewate
jitter cowdog strip4me 1trouble m_roesel maclaren m123456789 wethepeople 111zzzzz beaulieu nevins bobbobbo bobob boney
bobo1234 blackpus bobo12 duckpond narendra pimpdady wirenut nji90okm puffdadd newmexico suck69 hubris moist frigate
skagen rsturbo bobsmith statistika others resipsa sheer kutter desdemon timoshka bolat kulikova vinegar fujimo pippone
vitamine buckles sex4free head1 renob hoskins mandog zero000 happyhappy bouche buggie boogyman kittykitty hortense
portnoy open321 boomba chrisw cdtnkfy valid corsano kantot lopotok01 boosted butttt iluvit 200190ru hogans temp12
webpass passive vlad2011 pagans princip maccom norwest bobbyorr wolf100 yeahman swordsma mama22 zxcvbasdfg plokiju
hardwick pickwick hagler wombats minkey 987654321g megama delila shazza wolf13 kfgeirf prozak jourdan owen11 renrut
puente vsythb knothead philli chaddy 1junior rock22 goodlove choirboy vikes qwaser cocomo stony anastaci jimmypag
spitz amitech kenmore dvdcom vitalogy rfybreks visionar pussygal cheaters kimmi nunya landman paul99 brinks magnoli
lackey imperato fire1234 vehvfycr mypuppy robust septiembr brothel jenkin h397pnvr logoff unified goteam hibernian
robertr ghislain compost build milfhunter ma123123123 priory samia xjy6721 roykeane shire mamatata crazyc mikie bubbah
hackedit duggan clause buck13 bronc godflesh pornog iamking dale38 q123123 gungadin steveg chinaski faithy toadfrog
westover rabid automati squirtle cheezy burbon llebpmac slavic camus burrell chikara durex plowboy imbue hormone
thepro duder scale fastfun reston syoung dugway whole catsss shamal fire12 eldon rangerover mohamma canales roamer
morgans logjam broward ingenier capulet ford350 parasha nielson tobbie pilote leones charisse carmina vergil colegiata
lincol smoothe latrell eider bubblebox loquit stanhope wiseass nutsac 1qazxs earnest 1pumpkin superpower dogdays
u23456 silvan slagelse twothree dannyg bftest ballsdeep alphasig cccdemo fire123 lth1108 1rusty bxdumb travail
greenpea petticoa classe ceilidh salter lucidity manure centrum qaz321 chileno masked cexfhf 99ranger estoppel rustic
herder fcgbhby gimmie sunitha onslow menard flagpole chisholm souschef cater riverat makalu publius dancin thomasj
bmw540i signs shoots stacker nicely vengeance cosette clearwat chumpy koolkat jamesjames ckflrbq j1964 streams
18n28n24a coasters shergar nautical reach tanita economy halberd dillinge divide fatb0y c00per cosenza sloboda mooman
sunder daimon ezmoney chesters aiden hugues elspeth roenick foxmulder jamjar scurlock dinkus 1sailor nalgene snarf
cracky henkie 1friend quique bandicoot wiggy jr1234 rumba bloodlust bambina yummies melany cutoff freehold funnel
grammar itdoes mnemonic fubared dannys nikifor scubaman saavedra dtheyxbr shirle letssee tamplier gorillas thwack
gunsmith murphydo jabberwo tactics redryder fights dean1 jesusgod kicking loppol josepha organist toshka dangit
archimed springsteen wowsers peeing yamoon6 dangel miruvor79 miatamx5 dogpile haruka crowns georgio sinaloa jumpup
llabesab clique vicelord lenard gerryber fiasco fre_ak8yj nahlik dumpy jergens itsasecret takeout mountai1 wurst
bongwater 1london fords heroine dereks qweqw molar rfhfdfy hallelujah hunnybun prank megamon tuffgong 123xyi2
tatarstan oussama fianna technici schweden throbber jacksons pilgrims tech1 deadzone kahlan dethklok xzsawq cybrthc
buck01 qq123123 c32649135 spacejam holycrap tummybed nusrat sevenn kingpins dima1991 macdog usagi thecakeisalie slushy
meesha magik daddysgirl irondesk tomuch mosias98 esenin heady zootsuit rubyrose parallel vova1992 dave2 jeffry hardee
letizia vfhfnbr 1986mets dilly enclave swifts fyodor montee cintaku mossman maks5843 acess gre69kik core2duo
ublhjgjybrf massim orochimaru hjlbntkb paradoks ghjuhfvvbcn doright bkmyeh freda fuckya ontheoutside moonwalk amenra
richelle lafrance detour hosers 5150vh sexking alomar wealthy jahlove ringding nefertit morrisey tailhook bujhmbujhm
thedark meteoro tinuviel istina lgkp500 grandkids redhed dazzler chuckle plumpy vsajyjr vbhjckfd zcfvfzkexifz max1234
1dave loggins pangolin marhaba dave22 salford fiscal fairbank grepw ernes yield soundwav greg78 sexmad chiefy pilsung
demolition logistics davin philos lavonne whizzer upiter kosta1 sustanon tiptoe medley winsome dctvgbplf xxxp455w0rd5
lllllll1 ooooooo1 gammel devan 1jerry qwertasdfgzxcvb brigham maxxam mooose ilovetit illest doesit vallarta abby12
longjump littleguy magritte dilnoza saltwater kokaine spore dragonss klaipeda scitra delights smellyfe reyes deutschl
embalm vfvekmrf kelebek 99strenght popey 1stunner jessejames molars madlen west1234 judit twentyon drstrang yannic
malinda shineon cabins buyer wonderwoman kanabis wert21 fktif6115 kakaha 54gv768 826248s leecher kinkysex geekboy
62vette bunter ussy1 towser semmel dochenka fujiko nadja firebug starbug1 querida meester diggit parcel outland zsexdr
dalto pcgamer dima3452 maksimov dima2011 kakdela p1nkb178 warranty pointblank dinochka mama1965 1scorpio measure
seitnap rfnz123 ghjatccbjyfk witchy gestalt eatadick discordi onward salsas cider jackhammer nasca helping sicher
ether sirrom deadfred cornelis br5490 cntgfyjd ciara 1startre gromov melita nfhfctyrj wonderla cygnet starkey missions
ramble novato felixcat vbhjyjdf aksjdlasdakj89879 docter 0000aaaa pussylips polo99 lucious senorita waimea cjhjrbyf
criket valetudo monit junito doublej sup3rman stryper papa12 101054yy rbceyz jehuty weiland kovaleva pelham isdaman
mandala percussi varken sallydog 1maddog artanis thimble june1503 poppers eamonn rs2000 23wkoa0fp78dk evgen sumsung
yhnujm amerik lucer olga12 1488ss palacios triad 1sophie erkebulan northpole marinamarina fdfyufhl balou gbgtnrf
mastert gille ershov reddead estefania hopping ibragimov radist albuquerq juliett timofeeva semperf carame champo
lazareva ramse christoph reptymrf nextgen guitarhero 50cen hellboun quinten evrika 00198 tortilla skytel clemen
paloalt segundo telegrap elemen bigbrother longfell marijke lyrical cucciol tropico misti firema redma pendej faceman
poirot 123qwa mirinda twats bkmifn zugang falken allways pjkmabhz leandra terrorist islamabad sixpence 6inches
rockster bluegreen 205gti readynow ilyas porridge galleon sakina prolinea meloman osiri c7e4f8ezqh probably footsy
112233qq stas1992 rasha dkfcntkby zafhjdf rjkjrjkmxbr pizarro turin samura latexx 123vv123 farmhous gthcjyfk weyfvb
octobre duckhead filial star21 showbiz juanch fghghgh fireice dirtycunt jizzeater naughtya rebeka shamroc t66hks
fisheye asdf0987 ryan12 parma passman irongoat satyr sultana howareyo 1magic bebita forreal takefive reinhold w3e4r5t6
lovegirls polkan pomme foo123 ilovefee wkmcpmn protecti mansfield vaz21083 ardennes my_pass wacko trek5200 klinger
goodnight pinpon sarakawa drawoh germano jake69 jeannett ohiost freddo michiga cumin strosek freeky mama1 xcat_xca
picaso sheetal satine sondheim love0 udinese gurken 6215mila6215 przemek girasole datho marku il2fw2 smd123 lizardki
loh123 funker seeing futbo seniseviyor maudit 5unshine quasi adi7id5 traills jobsearch fitzgerald gaura garik
bmvm3e46gtr galatasa mail123 mary12 pinklady 1florida guardia nymph blackadder zkexifz gary1 flirt gauhar priroda
girish koukla 2606642yra kgmtva capucine mahoomar mastery shango schokk valentinka varenik saipan poutana 111222a
russi shit1234 buttock maisuradze xsw2zaq1 uthfcbv 2008m2009 greger 123b321 babuin kensington zaq12wsxcde3 greg13
dufus pinkys googly publix qqq11 gq361hy grifon satisfy pageup shebadog tucano diagonal john13 fgjkbyfhbz whenever
happiest chinchilla gvanca keener hhhh1 vfvfif rjhjyf shaunc 1q3e5t7u9o padova kaylynn roskilde hepburn ratmir
pol123456 proud hiroki latinos kippy tariq murasaki hubcap scorp rowley pampa k9vvos0a upland iamawesome love4me
eisbaer plushka katushka jokerman imbored rollers tropicana sergeevich logging t1234567 autocar kissmy debaser
rajendra cthdbc vfubcnh jamdown viole voronov blitzkrieg irairaa ubvyfcnbrf bushmaster pilipenko kmdbwf mirumir pcmcia
minarets lera2000 123456zzz thommy nathanae popochka bardak kallis kalman decision brookes kelloggs jake13 kalyan
mj2345 jhonatan mike33 puckhead ridgeway motera15 worldwide jammers timpani backhome candyfinger stayrude akvarium
starscream jasonh kimmer prolog salvage onlygod deathblo b0hica johnjr lakerfan boxsters june1 angora sachiko
thesimpsons born2run maddi nouveau sigchi padlock petrik quelle greatnes mariamar tomasz mascitti feeble sexwax toshi
todd12 gohogsgo aaa123aaa kurwa 210689n makcim dtybfvby keneand spork nahtan icefire siddhart mst3k rajkumar kiselev
volodja rock1234 talented hammerhead katebush gznybwf surge kozanostra malysh zadnica vfieyz ohrana 1234567890l
skotina mark10 marinochka minina sahtm069 bcnbyf polyakova maintenance misia1 love12345 ljkkfh papa123 vfhmzyf
carnaval vladivostok bigrod wxc123 larryg lavrik 1raiders sqloledb adding yfcnhjtybt gjhjlfcjqrb rustik leon123 natron
cabeza matt22 candyeater jammygirl littleslut mocelot overmars carlsber moeman 7samurai helpctr nexxus m1m2m3m4
love777321777 rellim corratec mjbnbna1 yoshimitsu superm cscomp max12345 reddawn eventlog vfif1986 activation 1shark
wminet citbanna mutiny podiatry messina 192837465q beller okmnji vjkjnjr gfhfdjpbr mostafa luggage voronova osipova
123456789aaa setting ieinfo5 kopa1994 cnthdjxrf nurgul oksanka 4815162342lf nepbr2009 swetik vardann rasul snh4life
zalina w74156900 celt29 pfqwtd27121988 serda sssata tekkon 16fretb timote cnfc35762209 221133z hassagjs 10088 14078
19038 20058 24048 26048 29038 29048 33669 89586 96385 113411 113456 114466 116211 123233 123478 123498 124563 125480
125896 127266 127576 134267 134652 135789 138500 147000 149200 157359 159654 172165 177777 179328 187420 196500 197506
197610 197802 198100 198510 198620 198707 198802 198803 198810 199004 199090 199404 199406 199520 199610 213456 222221
222223 226688 232123 246642 246969 286685 345123 358853 361619 369987 422119 444455 456963 495812 542678 551155 552233
565758 567432 636332 696977 699999 741369 776655 777007 787899 887788 888666 901234 907629 951623 997755 999555
1213456 1234556 1236951 1258963 1478965 1590753 1593575 2236345 2580147 2947251 4050328 6657684 7106189 9035768
9517883 12101492 12141618 12341231 12345543 12378945 12601196 15161718 15541632 19688691 19811983 19861987 19888891
22224444 22228888 22360679 33331111 33445566 41513042 45683968 56259090 66778899 71727374 74125896 78789898 91929394
123234345 123258789 147963258 222222000 383295502 451236789 741963852 789951123 987321654 1324354657 1994200414
2143658709 headspin erskine effie tdfqugl5 membe 123happy hahahah geneseo yooper 66stang giucil robbieh smilie closter
swivel copperco wsbadmin randyb ramtough digby pernell marmo3 kassa1 ass904 bird333 spearman kg5698 percent brands
blakeca combos 1mother chapper lovesazz quartet hohner natalee bigbos farrar yllek infra nikol 1dddddd franway
1hhhhhhh buttboy sensitiv easley ecnirp amc20277 namrepus adamss jimmi assess 12345677654321 arron jj9999 kekkut
pornboy shkiper ron123 firstaid canopus chantelle falkland hayashi incident schnucki km83wa00 danton riverman ilikeike
fetisch mc6288 perrys amg921 billyjo blueprint 1531bs zcgihlke einstien omysut arden gotten raritan calibre gus123
doorbell efrai poochi monde emmaus wildfir alvarito caesars guerilla vitebsk nordman cubs1 utyyflmtdyf alfetta attilio
exciting busstop goodall atonal lampshade lesya paulita 6y7u8i korgm1 gameman 1badass 78ford 1casey coke1 redlover
monchi tatum alex55 haha1234 hamal luckyday zxcvbnmmnbvcxz code3 1stephen genlee 1viking wsxcde recneps edisni 5seks7
1uuuuu 1hundred 1magneto vipper 1cock desig sorbet fuckinti abakus jack55 lyons undergroun limeligh 123321l bowles
skidder okk34125 sylviahans meijer castilla suckmydic spyros ajones addition pass23 shadwell 21952q bodensee goffer
fubu05 amstrad pvhpx6 greenber kippax marinas lemont choccy altern tankman 0187541 aladino root138 m0ntlure allpro
debtfree redflag visiting nzceg251 pibzk431 zmpimeje boonedog allende accoun wtsfjmi7 twinpeaks forlorn pimpdogg
zippie herbi msujoe altamira mong1ni jokker schoen gfhjkmrf kyoto alesi whitlock caesa brijam lucerne lbvfhbr sesso
greencat berty bigballer rdq5ww4x donita bigboat randys zenden mech6666 fernwood omytvc15 astrolog monkman seltzer
bittner bunner cgzfrhuf acotec neggy boracay uxmdzi4o andrewb lvd9341 bearboon dekcah civilization rustyw scrubber
rebbecca keiko aryan blackwell rmpop bigsmurf wwwxxx johnno cmigtvo7 h72sfibbnl mutt22pu bjones rathbone arguments
andrewj brolly cobble swain onelife afriend dessie tina1 charlied housing chicane kincaid jerkit leading sgegukbm
slaine curioso spares 123poi miker seeall imemine wtpmjg sandma ydnarb hobbe monreal tspeter1 srawrats undne chelly
karend indobokep espiritu nfgbpltwq fuckersss avantis adders 12345love carros burgerki 63chevy looner roebuck mspaul
tigertiger qwqw1212 jrracing freesurf acinom bryguy kanus1 as2579 66mustan kinshasa shanker brasov 98stang exupery
4girls lolomg oldgold abbeyroa forfar gavilan sloogy subskin updrop simonova tescos pizzaa nicosia jizzman nagging
ilovebri matt25 w1408776w greenwic katman 4sure fuckyoua joeyjojo vgy78uhb gatinha babe12 dbrecmrf taifun cumsalot
avarice jjames schroeder sexy23 boogs michaele nekromant mounds textile deepred sandrita mucus ujhjljr vortech
geranium getback norge soslite longing turboz solo44 poopdick amilcar bassi geddon bertil 98cobra puregold 78vette
4p9f8nja sapiens anna88 77sunset aaurafmf hasmik goldz studios 1pamela bujinkan bb1234 9874563210 rogets aa1998
aaabbbccc aaaddd moon12 kokoro pharaon inbhkbw adnan meerkat harbinger 333333a scandisk bigmoose 1blaster joeseph
pinocchio heckle boink maurer bayarea shivam iskandar hfcnbirf malmstee alihan switcher ab123 bma2002 janusz kamera
mamata abbasov murano abbot coco1234 prova behold bastich thegreek alex1980 maldonad 1peter abidjan rehana booooo
123456789* malay grandkid doingit hughjass as123 muhamma erunda 123123qw fdsaf alimov gfnhjy denisz abubakr alphabravo
certified beamish lurcher ewanko s211278 alysia avionics eriepa lange9x kerygma crazyhor poiqwe copley sukhoi progres
kottayam danknugs triathlon cruzeiro darkroom alize blacklabel alaine myway propel bobbles 2n3055 meribel thug4life
fixed glassic gibralta bloodhou tilleie coldone badhabit evaluate findaupair007 redros mets1 emmit qq123321 annetta
whipple kambing teenies fungible ozzyman ktyj4rf corsar alani youporn strohs bfltua xnttcb allpass onlylove pp04a
stutt wtiger gjkjdbyrf q7w8e9 blitzkri rosana hardkore ffviii jixian maric biologia shaoli eric69 saiyajin between
heffner syndrome lesta cervantes courty palladio galapago catsup chrisn e214fre21 vindiesel afnbvf ultimatum fifa2000
1turtle mercedez afterglo agata1 navillus caillou hamtaro marksman santorini glucas jedidiah abhtqa ironma anna1979
motylek vernie hurts themann capsule swine sas123 30seconds thegr81 bevis adg123 akerke babyko smoki kabanchik aimhigh
vasilev ulrtab 33333v airtime mudddd dirac vfeukb labuda flashme supermac biturbo sanmarco dominoes alex73 hillel
yessongs holle blahbla catullus lusaka meltin nodnol autobody q3dm17 akiko star33 limonad 7777777f cassy kayode
malachy fkmnfbh warhawks anna1992 balabama barchett alacran canoes lovesu claddagh baroness allora aubie louisvil
alania wetland nata1977 italias1 seabird hv120dv es206en mitico roseann liberdade lathrop artur4ik palladium inshallah
dfktxrf ghtdtlvtldtl olga1991 aleister edwardcullen amoros fktrcf vfrcbvtyrj vtnhj2033 s1a2s3h4a5 fkbyf123 azerok
123alex alex87 alkogolik zxc123qwe njnjirf w1w2w3w4w5 kfdfylf klubnichka 20162016up vjqfyutk gordienko lena22 kardelen
alex555 buggerme outlet alex1992 polanco rodionov 1katie fafyfcmtd alex1993 gfhfktkjuhfv alex66 55555s pyfrjvcndj
sexo69 moskow anytka millioner soares comida gofsu338 147369a drusilla sweetdreams asdfvcxz tomasa strasse 70780070780
umisushi wingtsun strom tomson nicaragu gerasimov bapass voldemor cosmin lena1234 annemarie petruha azerbaycan
alisaalisa 1gemini lutheran stepka azlk2141 alla123 h0lygr41l salon xxx999 jiggly freejack parsnip diya2003 ragweed
anfiska elmhurst allis carolynn m0nkeyb0 casillas podstava 2-oct 06251106 hanalei lytdybrbdfvgbhf gypsydog wolf99
rabit alouette 1sally yasemin hathor providia santander carols anasha tindoor 0406198 karrie amaranta senhas sandies
banjos neckk ziegler hegemon room101 putana figtree hulahoop mibeb 02143006 astrodog amulet aeroflot sahil korvet
paredes z12345z flurry senthil magius fashist biller lovegood tendulkar evette mousemouse milking 04098 techn domingue
7777777q solly ivanko julit astri azaliya svensk filofax schmid santamaria ferraro passwordassword meloni nightfall
grusha gostosao belomor hotice babnik zxcvqwer amant ctdthysq andria bmwpower audirs4 usa1776 abuelita holdup cosmetic
caledoni a2345678 anushka funnies bombarde girlygirl carmona goosie angelface ingress k1f4c8 angelie chippe hernando
ladoga fr33d0m vfvfxrf zakaria anna11 anna1998 anna77 annabella zoopark rosalita malib yjuufyj canarias not4me attempt
rfvbgt patricks vincente mironenko salvia kfrhbvjpf lxdumb germes slackers svensps820 pogosyan shakeel apart equal
pifagor scampy distal mclarenf 12andriy14 charade 123vvv123 onimusha underwater barriste seaquest miser caliburn
labyrinth #name? bujhtdbx cristobal crepusculo muckel epidemia chupakabra mascara fortyone maryse montreux arsene
000999888 p@ssw0r chiemsee belmondo refused yakudza maksimuss ipo54tj45uy856 s123456s aznpride askari 3616615a
un4given laudrup phatazz gaping dogmatix astras avalo ishorny financial kaviar tulley autobus cfgfa03 1jake vlad12
jedi99 slimey snakepit baby31 ktc110 solids isthebest b1t3m3 gfhjkl therocks brianf june30 upyachka badstuff chinos
waterfalls raffle kurica zippers baggage oceania jimmmy buggsy privetik branston gohabs fdjtsa shitfire boulevar
1maveric chamorro frick calif cookman rossman nightcra maranath pumpitup groom farme piero amoureux kent1 cavaliers
bananen famille lick1 stalion ballzz mervyn kazoo schnitze 1brother brothe horner drdre rtyu4567 ke12fe13 dentista
hayek wannasee vivace blue18 bangcock kronic bangme banky imjakie123 cruising chouette blather moisture bantu nhatrang
1billy wolcott nickster jackasss rubberduck kaka123 macavity hal2001 louiss rikki checkup nikegolf kotyara robertson
tress garbo blaker bowzer 1purple larryboy legendar warpig h0ckey incorrect bisho villeneuve rosalina laughs rasberry
heeler blueee asianlov 1white timezone newberry santas 1driver bassmaster moneysho unnamed bart01 chefdom booobs
fantasie jamessss muadib 1yankees loxpidr 1sucker compete bass1234 snappers mamour bloop bass11 hobbiton sheehan
lbyfvbn wrath pitman pharma mcmillan gospurs kamina berrie aramat 12q34w56e returns jedi1 triade bator bmx4life
stucker wjc200 mirrors stasha tamper exhaust whitne agnostic gracchus davison momo123 recorder sex4ever lattice
godzill weed123 castings xz33333 lovecat sabrosa 2short boodles sammysos lanky lookat 1molly habbo123 horned go49ers
godzils4s7 nuttin ashburn brianl billyc testo12 fuzzbutt ultracash beerguy maceo jhendrix quorum despina sun32 cbreeze
wikinger dorkboy ruggiero billll earwax meanie 12345678l wood1 girlfrie mrfish taylormade wedges dick11 zerohour
silentbo gasket londres nathali sarahd butterbe decay follett xtvjlfy ecurb codie bunsen qaz123qaz shoehorn radford
eroica 95jeep sheffwed jake00 towanda tweezer berik fleck armyofon rustang boudin thorin dstars cocklover lyric
vf279sm brooklin svenja kippers 1tennis jazmi carita blue222 compose metaphor rutledge glastron mangoo ziggie dunlap
biloute copyright leodog benni holyman calle karupspc illusions 89semtsriuty joshy bjc210 rhumba juicebox berl1952
evelyne amarant beret neely asante bergeron pitts nosleep geminis 1voyager babe1987 viruss duffydog zipzap goodguys
kissm ragers dunker icenine cody01 daywalke schatje druhay17 talus vika12345 foreveryoung fordfocu nosbig jazzmine
hondac shout harlie souleater punany hoyas jiggles gonad biznes discos beasties camano vandy flannery ytrewq11 valer
vasser fw190d taarna sandusky waycool ching soldout chodu ziggydog sauces dakotas pointbreak maxxum filly sunoco
blackand bianka exxon 23843dima iluvatar gherkin bs2010 blue16 blue20 love6 tatas daisies nyisles bigwilli breizh
concise jennah gizmodog faithless katrinka packing tryme bigtimer palle scarred tarquin cumtome bluegrass butkis
7elephant scrump chiquito longhaul 2times gayle sdicmt7seytn 1bigtits maxxie theblack 54chevy diverdow titsass
irishboy 1bigman ramcharg shittt iamsocool savings carpets fevers newbury goodlord pharmd alltime whoppers tony99
fazer footfuck willian 666xxx zeeshan sridhar bratpack mitino bigjack 12inch pixels killeen cbr600f2 bigkahun optional
suprise texasboy bigpimpn grizzle hardie humber schlitz clayman synchro 1joseph thelove catskill moran thebean jerker
cccc1 itsmee tylerca310 hogwild cyclist threeday 52xmax frodobag herbs phigam shaney asdasda bill063 sex101 hellowor
arther paddler bristolc farrow hoopty asteria chalice cipolla technician dabear sadiemae ph0enix goblet stuck opusxx
allybong swearer jannik nixons montie jayme harleyma brad22 babybird laden brassy omglol burgos potent moretti boogey
emoney giancarl westfiel gmcjimmy truly bobman olsson podruga chowmein blacktie dusted petrie mover aolsux weed1
nolose burritos shakazul paul04 blacksonblon trickste cigarette derelict talbert kumite hellsbel rallen 1nstant floral
shoeless hyrule saidin entre fritolay italie mensos tabryant greenguy camman budligh 72305z sunglasses groves saufen
saddles couga 420842084208555 sexypass drew123 frankzappa rmanis nsnabh76 secret99 rfnz11 organs orochi chrisi
goodnigh mrblue aztlan blossoms 11jack kerplunk cutout blows shipman ed1234 blue333 ch3ch2oh sprit bluebox tomcruis
wer234 grasss mariamaria elzorro eldora 1special tenors dogbones cooder gizmocat casin glenna saspurs tgacb belushi
macon fishfry tammi boggy poop11 ru4692 pheobe igmtva struck xehrf2011 sammyjo daffyd philadel secret00 howareyou
eldred carmelit bmfc2353 ponch ineedsex chimney 666hell astaire stogie jazziz gallup explosiv tungdom6 mcfarlan bobbyv
mohinder clk320 giovani 19thhole spunker pucci quepasa forestman worr3619 maffia corporation vinson therams rjvgjn
ellswort ckfdrf lion12 chad1 ortho jamesj bonjov lousy f67342 cammer dooby down1 bookem flatboat gaggle flatbed
cuminme crooner concern 2w93jpa4 leveller dude22 dee123 pelosa looped hpesoj paperman takethat corney carlas gusset
hagar liz8tysiu artillery wetzlar stiller bot_schokk limonade samsa dinkie sapphir copies coleen boxerdog knocks
bedas1 max528 kyle11 silvermo fish12 free99 00seven 2br02b chimps teague muddog arrogant stup1d shadoe lisalove wynter
hondaa goredsox wind0ws kukaracha kiley oneil brazilia donatella mindspri arriba dddd1 spionkop mikesch karola
aerospac bldass sweetiepie katiew gorky brentwood dogtown jordy emmons edwardo qualcomm rastlin rufino twinkies
pingeye2 sewell dekalb max666 tunisie janos chloedog ghoti supple womba manolis obninsk ravenna cyrille prune routine
conroy fdfsfaf s11111 kalvin chipchop kittyhaw mansoor arbuckle akinom bastrop asdf456 dusti chelsy roadrace ratcat
pauley penwindo dryfly bear98 redcoat alkanaft123 m0nster cavid jktrcfylh tropics notrub wormy play123 smoopy moonbar
gatorfan illiad turntable dienstag starshin dyexrf funforme 3children mays24 tatonka rocha2 decoy cajuns antonino
slaphead lokator coolin star23 murmel lxgiwyl pantat char4u kinski bushka snort camryn redlabel richardc locdog june16
sawblade asdfzxc woodbine dubbie jake22 animas havasu crazyhorse payless ktjynsq40147 1a2a3a4a5a6a lolman q123321q
jamieb loafer hfgbhf stasis littlefo poorman soltero statue ratbert 05058 duke13 clinch champy catbird one23456
slapnutz lukester miquel palito pass3s catseye rassilon hackney freemont bj200ex1 niblet cappy simonn sensible arnette
pokie turnbull kokopell redtide finals emirates cumbria vidaloca gastone delong carnivor jackruss pegase casado mundo
ilovesam cowsrule boojum chasm dundas greyson longtail mukkula eddieboy svtcobra 9231wcf njptya blueskies hogdog
nicebutt cchaiyas honors assorted cderfv goyanks absalom red555 leaders mangus gjyjvfhtdf niceboy cerf123 fleshy pooh1
spikers hocuspocus riceman nagshead chiper chandu rakkasan kikowu coolidge creditca 3times charizard bhatti bbnyxyx
ace2luv garrick fourtrax chasman chien suman elastic connecto annina fernan hjvfynbr blue34 leihak casta chika masala
simonsays love4 chinadoll jackdaw lanier ks1977 workers suka11 taekwon gefccga buggin 1cobra west12 uiorew heimlich
janeen martys batfink tankdog nice1 cometa noonehackme rhh8319 cielo foxrun lothlorien 1xavier toptotty backoff ozarks
constanta casbah twinstar theborg 67chevy cody13 1psycho values scaffold aa111111 carmack bother pernilla b0nehead
sergiu am56789 1boston value foutre jasonlee johnmc tomto schedule croydon anniee polo123 cjdtcnm roper ssword lynyrd
whack nonnie laplace rossini fling crease gthang 1rules 1cracker stickit jamaican nohope blacksheep shelle preview
lantana lbc999 drift cranberry tl1000 tumbin cuteako cum69 addidas homage fsid3n madruga2 bellaire moocher lion123
t5r4e3w2q1 confed linton bollen deeann verne retreat bebito crocket serafina 1jasmine saturnin plasticp ss6z2sw6lu
roads frugal neurosis fivekids connex against wimbledon ryebread sevenout cruzan twinks emma123 cjkytxyfz angies
sporto quincey foofer nouvelle 2sexy4u catolica spy007 frostbite cursor sitepass pederast tangled goggle 1raider
goherd amstbb cubans kneel broadban thecult widew cumstain rjvfhjdf hijack lick69 longest hightide 1mountai starzz
sweetboy shirow beisbol 1service iforgoti supermod dawnie harol jessup x1y2z3 drugfree alex8899 maide tupacs pelon
usnret kaleigh dmiller12as 1mookie maelstro red1sox gurumayi rockandroll issexy evgenij goldstei salas dima77
face2face 050605rostik 01470258 demonik happycat ngentot grandmas footballs mikell richardo 19960610ilja deshon
djljghjdjl ranier lfieyz jake02 1faith bkqtza hand2000 7410258963 dailey tazzy dakotah kar120c earnhart harveys
jesusfreak tompetty kristofer 1texas opaque monro damirka darnit loserkid cthueyz tiffanys gooliner unleashed dinodog
oldboy hotporn dave11 danna persist madelin 1dancer ketchum steps sexy2 noeli mj1234 tryout hecmax tarantula 1jackie
sanderso kursant dfhrhfan permanent 123123w escorpi siena july31 aline dange jeffwsb1 hippies moggie bonnies qwe123321
revenue 123456zxcvbn trueman goodfella fizban dumars ericcc canino liberia suzan darkie pfchfyrf kaioken booyeah
thebat blah12 lachen shitt leonida gordita selanne 1carmen nikonf5 berkshir vfkmxbr dtynbkznjh darya 123321d ribalka
lamonte superbik jellyman marche kalpana mydear poopster sex4fun thankful yesplease theseus dreher dave77 july12
neuroman dave41 catriona audir8 diebold coachk whoopie writing gizmoe superdave horseshit 80361665abc morgue daxada
powmia maricopa raiser calloway nacnud thegoat rogelio 8218yxfz textbook sawa212 faustino adrenolin mark2 0123698745
kamelot evillive lillys eric1132 samogon drdeath servic luckee martell frogface marcs1997 2q3w4e paramon 12345qa
sonnys harryhoo nalani deepsix deivis irishlad 1angels klavier toad24 hongfund dogbutt canfield lionhart afternoon
zergling 1dollar deltatau jktujdbx demidov demchenko sillyman kosmonavt abcd123456 demiurg relics forestry 102030a
garvin ferenc vjhjpjd emerso fournier den040791 oberst copperfi mccloud roma2010 lonley eghfdktybt barnhart fred66
9731553197 lufthans fuckthroat galactica rt3460014 pencils schroder fatpig sportsca omen666 mtdew astronaut thebrain
upinya jennyy bvncnbnvvbn elates_y gundamwing arizon 1bandit simens hjvfir truitt letmeout elenas marcuseckos bergie
didenko feets dispute florencia kamel gripe hamann digdog beeldbuis weare1 josh123 drills dima13 dimka avtomat
werty12345 dima1983 housemusic duffie fucktard dinho plutoniu hobgoblin dustman d36rkqdff usual srbija djeter mantha
9953rb mixmaster ak471996 guapo progressive fantazy snejana rulezzzz youssef pass28 wolf22 iwillwin kukuruku ncc-1701
passwurd zxcqwe 1hardcor pppooo laural rhbdtnrf gtnheirf tallica goals ljcnfkb pmedic doc_0815 gabbana hothead volga
vegetabl dustbin tinsel dreamonline 89057003343 edik123 poesje poise gosselin tasker plhfdcndeq angelfir gtynfujy
olliedog winstonone dozzer coppe jojoba dorthe pumice fitzroy sewers shafty restrict lalala123 dreamteam sureno ferdie
superuse jigaboo edinorog sixstrin lacsap e6pz84qfcj vladlen lipps mucsaj grommet squiggle z1x2c3v4b5n6 deshaun
kingring e123456 salida 872rlcfo manly rewards facelift h1d2b3 jjj123 dahmer 89181502334 samuele suvorov entertainment
oclock ifkfdf elayne shrdlu fairytail estell vocals pimpit abcabc55 platter pingi3 ad12345678 estrada maiso murcielag
singl branco lacuna doulos gothi rjkmwj mor_pass 121212z janin greengre 123as fox12345 rdflhfn uhfyfn vesuvius
qsefthuko 360moden safronova lampar john2 159357q mathild maxin neron fuckstick eyesonly yeoman griggs laetiti
hennepin 0606198 berth multipass audia bill22 fabius cochabamb rafal playstatio peluch amali lucie now0new kobebrya
89063032220m johncen acca3344 freewin nassar lifted phill sulta pickl stalingr vfhbz007 5858855abc polin fallacy
osirus resolve renaldo yfhrjvfy only4u acts238 nesterenko fdnjhbpfwbz farah ragger bantik fcnfkfdbcnf shabnam jcyjdf
farmvill dauntivi toofast harleys millen randee hasty tzeentch xuaujb espinoza lazio megabass fedotov fomina 917190qq
tummy wes123 fuck99 fish11 gustave plaisir retraite felton kevinl ybrjkftdf ferch john25 mojojo q12we34r cntkkf
badiman28200 a3930571 hjpjxrf wwwww77 ujyxfhjdf franklyn goutdb lammer gitanes blackwol mazdamx3 zexts364325 filatov
filippov vlad2010 123ewqasdcxz pollys denture fiorell cvyx76h sprunt merzario bdfyjdyf hawk12 kingkon plumb beck69
westpoin loginov jess1ca javert jenn1fer s1s2s3 nhbujyjvtnhbz mike10 adv0927 weakness 1stella telaviv moons michaelt
fquekm haha12 maestr pokus siskin 1united tofuck superdut zzz777 twiste allofit grimreaper devastator ge0rge
ubnkthrfgen vgfun foxdie mankato clubbing rossy junta freakdog yavin4 saoirse merdes pontia biggen rangersf tee0s
frederico freemind globes guarra gopackgo susubaby lothian frem77 manzey20 shrine natalja moroz brushy kassel
polniypizdec1102 ufptkm marigol mihael yakima redbank star6767 monik wetlips suffering venecia pfunk funnys fenerbahc
trever sasuk furby piaggio 2004-11- ne_e_pod_chehyl molli tryit hotdo hayle bhbir gunit belgarat 1gabriel wilkinso
mustikka sapfir dengad sandhill 89132664230 walkers 7mmmag kartina mama1960 retriver kev123 1billion salamanc redbul
colours lotti go4itnow diario toblerone mohamme .hjxrf h12345 sisko britne schnell getajob mazatlan truelies
thundercat modular oldblue hasting lupit ignaci tommyk salohcin burden 1w2e3r4t hella gregster genetics squats mdxpain
folders mrcool dragonforce trixter vanina 80camaro peppie invite vfvfnfyz nthk12345 010203a skillzz 000000q gurami
tomomi kabouter clubmed 111000z redpoint greenlea raser rjpkjljq hd764nw5d7e1vbv royjones moon1234 sandlot firewalk
riccard shutout ileana yfltua nobunaga tothetop stud1 o1l2e3g4 golos1 golovin mutate alumni gorbunova ltybc heidiho
hispanic bmwk75s king13 seabrook rockdog tdavis mable huckster zeynep koston verner q26606 agahaja mistik hp189dn
haker knucklehead harringt is211tn pm209mt hemant leftee randyman prostotak pinker lastcall cairn marusy fafyfcbq
applejuice love200 coverall dbnfkbyf thomsen pljhjdmt 89614774181 annada2 1reddog toshib gfgf123 citabria trashed
pony76 buicks schnuffe brandonn mayumi dfhbfyn silentium rfkbajhybz njkmznnb twoods jaycob bioman villegas rita123
bushra 086421 ametist 123123asd cole12 cbcmrf superstr okocha stanthem x123456x redass teddybeer trannies jelway
kolomna jasonw hotrods hendri olga1234 indeep jktcmrf mortars swimbike gfhtym kasatka pepperon userexecute uniqueness
pauljr irena volvofh12 irusik spesional marusja termit 12345ss rc.irf petrushka brussel motilda ivan1996 ivanivanov
n1a2t3a4 madrox rutger izabela papichulo shelbygt kris123 lifeguard shmily sloan jeanett jdavis kissit lucciano
fixitman jazman babalola sam12345 phipps wankher sexy101 potsdam poli10 annelise sigurd matthewj sallyann metree
kayleen lesmis kss2773 purdey jaykay jitendra troubl treker piddle putty betsey josephphone7 towel freyfvfnfnf
hottsexx nicelegs jjohnson kaisar funnycar maryan rutabaga 0l8kchek mel123 jiggas nagoya like123 minimo vbkzdrf
whoareyo max1992 vazgen thetford selling arequipa templer joe999 johnpass trekstar carsca clubcapt jose123 69mustan
gandako yk2602 haider looping as12az23 belzagor loonie macys ufdhbr rushhour ziomek karasik justmine karter nizmo400r
katyakatya divider juttu123 kenichi urracco lirika kirillov kiseleva sladkaya starchil valakas kiuhnm1 ukfveh
a789456123 061096m opossum saucer z11111 novosibirsk vfhxtyrj 1success diamand malutka ravnos kotik 80972694711
kondrat konovalova sahtm131 mdmolic signed certclas mass234 nikotin qewret krasavchik krishnan bowen m1m2m3 cdbymz
cvtnfyf sss555 poohead stockholm biglips paul10 ihateyo olga1979 zapotec luisfigo huckle rundll32 7somba quietman
rossiya kirusha potenza underage thurber mexica fishfinger 5345321aa adm15575 dietpeps melissas enchante cache acdc123
pol123 surgut kordell locura peanutbu doublet pietje gthtrfnbgjkt 1122qqww montydog sasitare aa123456s vtlbwbyf santi
sahtm038 dunnowho89 moschino mahmud oleaut32 nosorog maks1995 neyland vika12 maslov mt73sb urlmon mdmsii64 apppatch
htmlctl packages netnovel configuratio mdmnttd2 syssec mdmgl004 ehidkbd sahtm082 compiling msoracle32re pansy tuvieja
pilchard britanni component mdmnis1u vika1234 knows sacoremsg anitas syste mtgl5r sharan setupenu2 jaws1221 interrupt
pass2012 pitmans4 communic msdasc mtr1996 boy1cool23 sizinici gbfcnhs oleg1985 navisite ckjytyjr strelka 4solomon
rick69 5f68t9 vgbh12 minntwin rednose redball vinogradov podvinsev shopmenu kobold 3dwe45 saimon rauf123 higashi
roma1996 shuhrat serik nadler krebsen mylake ma1lc0 stratp dedbol bhrh0h2oof6xbqjeh voxstrange ka12rm12 193570356033
87654321vv 2012qw dimazarya xpcrew
`;

const LETTER = /[\p{L}\p{M}]/u;

const common: ReadonlySet<string> = new Set(WORDS.trim().split(/\s+/));

/**
 * Whether a password is on the list of common passwords, in any case and width, also with digits and symbols appended.
 * The list has no words of fewer than 5 letters: they would be the smaller part of a password of 6 characters or more.
 * A word that ends in a digit does not match if the appended text is longer than the word: `123456` begins many
 * numbers.
 *
 * @param password at most 256 bytes
 */
export function isCommonPassword(password: string): boolean {
  const letters = [...password.normalize('NFKC').toLowerCase()];
  // A loop, because a regular expression anchored at the end of the text takes quadratic time.
  let word = letters.length;
  while (word > 0 && !LETTER.test(letters[word - 1]!)) word -= 1;
  if (common.has(letters.slice(0, word).join(''))) return true;
  for (let end = letters.length; end > word && end >= letters.length / 2; end -= 1)
    if (common.has(letters.slice(0, end).join(''))) return true;
  return false;
}
