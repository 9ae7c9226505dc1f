"""Common first names by the gender that they nearly always tell; names that tell none are in UNISEX."""

from __future__ import annotations

from index.text.tokenizer import word_set

MALE = word_set(
    "aaron abdul abraham adam adrian ahmed al alan albert alberto alejandro alessandro alexander alfred ali allan "
    "allen alvin amir andre andreas andres andrew andy angus anthony anton antonio ari arnold arthur asif august "
    "austin barack barry bart ben benjamin bernard bernie bert bill billy bob bobby boris brad bradley brandon "
    "brendan brent bret brett brian bruce bruno bryan byron caleb calvin carl carlos cedric chad charles charlie "
    "chester christian christopher chuck clarence claude clark clay clayton cliff clifford clint clinton clyde "
    "colin conor craig curtis cyril dale dan daniel danny darren darryl dave david dean dennis derek desmond dick "
    "diego dirk dmitri dmitry dom dominic don donald doug douglas duncan dwayne dwight earl ed eddie edgar edmund "
    "eduardo edward edwin eli elias elijah elliot elliott elmer emilio emmanuel enrique eric erik ernest ernesto "
    "ethan eugene evan evgeny felix ferdinand fernando floyd francesco francis francisco francois frank franklin "
    "frans fred freddie frederick gabriel gareth gary gavin gene geoffrey george gerald gerard gerhard gilbert "
    "giovanni giuseppe glenn gordon graham grant greg gregory guillermo gunther gus guy hal hank hans harold harris "
    "harry harvey hassan hector heinrich henri henrik henry herbert herman hiroshi homer howard hubert hugh hugo "
    "hussein ian ibrahim igor ilya irving isaac ivan jack jacob jacques jake jakob jamal james jared jason jay jeb "
    "jeff jefferson jeffrey jeremy jerome jerry jesse jesus jim jimmy joaquin joe joel joey johan john johnny jon "
    "jonah jonas jonathan jorge jose josef joseph josh joshua juan julian julio jürgen justin karl keith ken "
    "kenneth kevin khalid kirk klaus konrad kurt kyle lamar lance larry lars laurence lawrence leif len leo leon "
    "leonard leopold leroy les lester lewis liam linus lionel lloyd logan lorenzo lou louis luca lucas luigi luis "
    "luke luther lyle magnus mahmoud malcolm manuel marc marcel marcelo marco marcus mario mark markus marshall "
    "martin marty marvin mason mateo mathias matt matteo matthew maurice max maxim mehdi melvin michael miguel mike "
    "mikhail miles milo milton mitch mitchell mohamed mohammad mohammed moritz moses muhammad mustafa nate nathan "
    "nathaniel ned neil nelson newt nicholas nick nicolas nigel nikita nikolai noah noel norbert norman oleg oliver "
    "omar orlando oscar osama otto owen pablo paolo patrick paul pavel pedro per pete peter petro phil philip "
    "philippe phillip pierre piotr rafael ralph ramon randall randy raul ravi ray raymond reggie reginald rene rex "
    "ricardo richard rick ricky rob robert roberto rod roderick rodney rodrigo roger roland rolf roman ron ronald "
    "ronnie ross roy rudolf rudy rupert russ russell ryan salman salvador salvatore samir samuel saul scott sean "
    "sebastian serge sergei sergey sergio seth shane shaun sheldon sherman simon spencer stan stanislav stanley "
    "stefan stefano stephan stephen steve steven stewart stuart sven tariq ted terence terrence theo theodore "
    "thomas tim timothy tobias todd tom tomas tommy tony travis trevor tyler tyrone umar valentin vernon vic "
    "vicente victor vikram vince vincent viktor vitali vitaly vladimir volodymyr wade wallace walter warren wayne "
    "wendell werner wilbur wilfred will willard william willie winston wolfgang woodrow xavier yaroslav yasser yuri "
    "yusuf zachary zack andrei andriy bohdan dmytro danylo denys evgeni fyodor gennady georgy grigory hryhoriy ihor "
    "kirill kyrylo leonid maksim maksym mykhailo mykola mykyta oleh oleksandr oleksiy oleksii alexei alexey "
    "aleksandr aleksey pavlo roman ruslan semyon serhiy serhii stepan taras vadym vadim valery valeriy vasily vasyl "
    "viacheslav vyacheslav vsevolod yevgeny yevhen yegor yuriy yury zakhar александр алексей анатолий андрей антон "
    "аркадий артём борис вадим валентин валерий василий виктор виталий владимир владислав вячеслав геннадий георгий "
    "григорий денис дмитрий евгений егор иван игорь илья кирилл константин леонид максим михаил николай олег павел "
    "пётр петр роман руслан семён сергей станислав степан фёдор юрий ярослав олександр олексій анатолій андрій "
    "артем богдан валерій василь віктор віталій володимир вячеслав в’ячеслав геннадій георгій григорій данило "
    "дмитро євген іван ігор кирило леонід максим микита микола михайло назар остап павло петро сергій станіслав "
    "тарас тимофій федір юрій ярослав"
)

FEMALE = word_set(
    "abigail ada adele adriana agatha agnes aileen aisha alba alejandra alexandra alexandria alice alicia alina "
    "alison allison alma alyssa amanda amber amelia amina amy ana anastasia andrea angela angelica angelina angie "
    "anita ann anna annabel anne annette annie antonia april ariana arlene astrid audrey aurora ava barbara "
    "beatrice becky belinda bella bernadette bernice bertha bess beth bethany betsy betty beverly bianca birgit "
    "bonnie brenda bridget brigitte brittany camila camilla candace cara carla carly carmen carolina caroline "
    "carolyn carrie cassandra catalina catherine cathy cecilia celeste celia charlene charlotte chelsea cheryl "
    "chloe christa christina christine cindy claire clara clarissa claudia colleen connie constance consuelo cora "
    "cordelia corinne courtney cristina crystal cynthia daisy daniela danielle daphne darlene dawn deb debbie "
    "deborah debra deirdre delia denise diana diane dianne dina dolores donna dora doreen doris dorothea dorothy "
    "edith edna eileen elaine eleanor elena elisa elisabeth elise eliza elizabeth ella ellen elsa elsie elvira "
    "emily emma erica erika erin esther ethel eva eve evelyn faith fatima felicia fiona flora florence frances "
    "francesca freda frida gabriela gabrielle gail genevieve georgia geraldine gertrude gina giovanna gisela gladys "
    "gloria grace greta gwen gwendolyn hannah harriet hazel heather heidi helen helena helga henrietta hilary hilda "
    "hillary holly hope huma ida ilse imelda ines ingrid irene iris irma isabel isabella isabelle isla ivanka ivy "
    "jacqueline jada jane janet janice janine jasmine jeanette jeanne jemima jenna jennifer jenny jessica jill joan "
    "joanna joanne jocelyn josephine joyce juanita judith judy julia juliana julie juliet june justine karen karin "
    "kate katerina katharine katherine kathleen kathryn kathy katie katrina kay kayla khadija kirsten krista "
    "kristen kristin kristina laila lara laura lauren laurie layla leah leila lena leona lesley leticia lidia "
    "lillian lily linda lisa liz liza lois lola loretta lorna lorraine louisa louise lucia lucille lucy luisa lydia "
    "mabel madeleine madeline maggie maia malala mandy marcia margaret margarita margot maria mariam marianne marie "
    "marilyn marina marjorie marlene marsha marta martha mary matilda maud maura maureen mavis maxine maya megan "
    "melanie melania melinda melissa mercedes michelle mildred millie mimi mina minnie miranda miriam moira molly "
    "mona monica monique muriel myra myrtle nadia nadine nancy naomi natalia natalie natasha nellie nicole nina "
    "noor nora noreen norma octavia olga olive olivia ophelia paige pamela patricia patty paula pauline pearl peggy "
    "penelope penny petra phoebe phyllis polly priscilla priya rachel ramona rebecca regina renata renee rhonda "
    "rita roberta rosa rosalind rosalie rose rosemary rosie roxanne ruby ruth sabrina sally samantha sandra sara "
    "sarah savannah selina selma serena sheila shelley sheryl shirley sigrid silvia simone sofia sonia sonja sonya "
    "sophia sophie stella stephanie sue sunita susan susanna susanne suzanne sybil sylvia tabitha tamara tammy "
    "tanya tara tatiana teresa tess thelma theresa tiffany tina tracey trish ursula valerie vanessa vera verónica "
    "veronica victoria viola violet virginia vivian wanda wendy whitney wilma winifred yasmin yolanda yvette yvonne "
    "zainab zoe alla alyona daria darya ekaterina galina halyna hanna irina iryna kateryna khrystyna ksenia larisa "
    "larysa lesia lidiya ludmila lyudmila lyudmyla mariya mariia nadezhda nadiya nataliya natalya nataliia oksana "
    "oleksandra olena olha raisa solomiya svetlana svitlana tatyana tetiana tetyana valentina valentyna vira yana "
    "yelena yevgenia yevheniia yulia yuliia zhanna zoya александра алина алла анастасия анна валентина вера "
    "виктория галина дарья евгения екатерина елена жанна зоя ирина ксения лариса лидия любовь людмила марина мария "
    "надежда наталия наталья нина оксана ольга полина раиса светлана софия тамара татьяна юлия яна анастасія анжела "
    "валентина вікторія віра галина ганна дарина євгенія жанна зінаїда зоя інна ірина катерина ксенія лариса леся "
    "лідія людмила марія надія наталія наталя оксана олена олеся ольга раїса світлана соломія софія таміла тетяна "
    "уляна христина юлія яна ярослава"
)

UNISEX = word_set(
    "guadalupe jan addison alex alexis ali angel ariel ashley aubrey avery bailey blair blake brook brooke cameron "
    "carey carmen carol carroll casey cary chris corey cory courtney dana darcy devin drew dylan emerson francis "
    "frankie gale hayden hunter jackie jaime jamie jean jess jessie jo jody jordan kelly kelsey kendall kerry kim "
    "kit lane lee leigh leslie lindsay lindsey loren lynn mackenzie madison marion max mel meredith micah michele "
    "mickey morgan nicky pat peyton quinn reese riley robin rory ruth sam sandy sasha shannon shawn shelby sidney "
    "skyler stacey stacy sydney taylor terry toby tory tracy val wes whitney саша женя валя"
)

FIRST_NAMES = MALE | FEMALE | UNISEX

NICKNAMES = (
    frozenset({"william", "bill", "billy", "will", "willie"}),
    frozenset({"robert", "bob", "bobby", "rob"}),
    frozenset({"james", "jim", "jimmy", "jamie"}),
    frozenset({"michael", "mike", "mick", "mickey"}),
    frozenset({"richard", "dick", "rick", "ricky", "rich"}),
    frozenset({"edward", "ted", "ed", "eddie", "ned"}),
    frozenset({"john", "jack", "johnny"}),
    frozenset({"joseph", "joe", "joey"}),
    frozenset({"charles", "charlie", "chuck"}),
    frozenset({"henry", "harry", "hank"}),
    frozenset({"thomas", "tom", "tommy"}),
    frozenset({"anthony", "tony"}),
    frozenset({"lawrence", "larry"}),
    frozenset({"elizabeth", "liz", "beth", "betty", "eliza", "betsy"}),
    frozenset({"margaret", "maggie", "peggy", "meg"}),
    frozenset({"katherine", "catherine", "kate", "kathy", "katie"}),
    frozenset({"deborah", "debbie", "deb", "debra"}),
    frozenset({"patricia", "patty", "pat", "trish"}),
    frozenset({"andrew", "andy", "drew"}),
    frozenset({"stephen", "steven", "steve"}),
)
"""First names that one person may go by."""
