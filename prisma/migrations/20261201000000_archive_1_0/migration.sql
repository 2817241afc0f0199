-- The archive of Dateline 1.0, from nothing. prisma/schema.prisma says the same as far as Prisma can; what it cannot
-- say is listed in prisma/beyond-prisma.md. This file is frozen: what changes later is a migration of its own.

-- ---------------------------------------------------------------------------------------------------------------------
-- Extensions
-- ---------------------------------------------------------------------------------------------------------------------

CREATE SCHEMA IF NOT EXISTS public;
-- Finds names and words that are spelled alike.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- ---------------------------------------------------------------------------------------------------------------------
-- Values
-- ---------------------------------------------------------------------------------------------------------------------

CREATE TYPE role AS ENUM ('editor', 'reviewer', 'admin');
-- The door that a change came through.
CREATE TYPE channel AS ENUM ('screen', 'api', 'cli', 'import');
CREATE TYPE proposal_state AS ENUM ('draft', 'in_review', 'changes_requested', 'approved', 'discarded');
CREATE TYPE prose_state AS ENUM ('in_review', 'approved', 'discarded');
CREATE TYPE order_proposal_state AS ENUM ('in_review', 'approved', 'discarded');
-- What a change to the published archive was.
CREATE TYPE change_kind AS ENUM ('published', 'updated', 'withdrawn', 'day', 'prose');
CREATE TYPE target_kind AS ENUM ('folder', 'git');
CREATE TYPE run_kind AS ENUM ('export', 'import', 'bulk');
CREATE TYPE run_state AS ENUM ('waiting', 'running', 'done', 'failed', 'cancelled');
-- What made a run begin.
CREATE TYPE run_cause AS ENUM ('hand', 'api', 'cli', 'schedule', 'approval', 'retry');
CREATE TYPE import_issue_kind AS ENUM ('same-event', 'ambiguous-contexts', 'missing-link');
-- What is known of a source's address.
CREATE TYPE address_status AS ENUM ('unchecked', 'alive', 'redirected', 'dead', 'unreachable', 'refused');

-- ---------------------------------------------------------------------------------------------------------------------
-- Words: how names and texts are compared and searched
-- Names and texts are compared without case, width, accents and other marks, signs that nobody sees, and kinds of white
-- space, dashes and quotation marks. lib/kernel/folding.ts says the same; tests/db/platform/folding.test.ts compares the two
-- over all of Unicode. Nothing here depends on the server's locale, nor on the rules of its own extensions, which
-- differ between versions. A long text goes on in the next line: PostgreSQL reads quoted pieces on lines of their
-- own as one.
-- ---------------------------------------------------------------------------------------------------------------------

-- A text as it is compared.
CREATE FUNCTION fold(text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  t text := $1;
BEGIN
  IF t ~ '[^\u0020-\u007e]' THEN
    t := normalize(t, NFKD);
    -- What nobody sees, and marks, but for the vowels of scripts that write them as marks.
    t := regexp_replace(t, '[\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7'
        '\u0600-\u0605\u0610-\u061a\u061c\u0640\u064b-\u065f\u0670\u06d6-\u06dd\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed'
        '\u070f\u0711\u0730-\u074a\u07a6-\u07b0\u07eb-\u07f3\u07fd\u0816-\u0819\u081b-\u0823\u0825-\u0827'
        '\u0829-\u082d\u0859-\u085b\u0890-\u089f\u08ca-\u08ff\u093c\u0951-\u0954\u09bc\u0a3c\u0abc\u0b3c\u0c3c\u0cbc'
        '\u115f\u1160\u135d-\u135f\u1712-\u1715\u1732-\u1734\u1752\u1753\u1772\u1773\u17b4\u17b5\u180b-\u180f\u1885'
        '\u1886\u18a9\u1920-\u193b\u1a17-\u1a1b\u1a55-\u1a7f\u1ab0-\u1aeb\u1be6-\u1bf3\u1c24-\u1c37\u1cd0-\u1cd2'
        '\u1cd4-\u1ce8\u1ced\u1cf4\u1cf7-\u1cf9\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20f0'
        '\u2cef-\u2cf1\u2d7f\u2de0-\u2dff\u302a-\u302f\u3164\ua66f-\ua672\ua674-\ua67d\ua69e\ua69f\ua6f0\ua6f1\ua802'
        '\ua806\ua80b\ua823-\ua827\ua82c\ua880\ua881\ua8b4-\ua8c5\ua926-\ua92d\ua947-\ua953\uaab0\uaab2-\uaab4\uaab7'
        '\uaab8\uaabe\uaabf\uaac1\uaaeb-\uaaef\uaaf5\uaaf6\uabe3-\uabea\uabec\uabed\ufb1e\ufe00-\ufe0f\ufe20-\ufe2f'
        '\ufeff\uffa0\ufff0-\ufffb\U000101fd\U000102e0\U00010376-\U0001037a\U00010a01-\U00010a0f\U00010a38-\U00010a3f'
        '\U00010ae5\U00010ae6\U00010d24-\U00010d27\U00010d69-\U00010d6d\U00010eab\U00010eac\U00010efa-\U00010eff'
        '\U00010f46-\U00010f50\U00010f82-\U00010f85\U00011000-\U00011002\U00011038-\U00011046\U00011070\U00011073'
        '\U00011074\U0001107f-\U00011082\U000110b0-\U000110ba\U000110bd\U000110c2-\U000110cd\U00011100-\U00011102'
        '\U00011127-\U00011134\U00011145\U00011146\U00011173\U00011180-\U00011182\U000111b3-\U000111c0'
        '\U000111c9-\U000111cc\U000111ce\U000111cf\U0001122c-\U00011237\U0001123e\U00011241\U000112df-\U000112ea'
        '\U00011300-\U00011303\U0001133b\U0001133c\U0001133e-\U0001134d\U00011357\U00011362-\U00011374'
        '\U000113b8-\U000113d0\U000113d2\U000113e1\U000113e2\U00011435-\U00011446\U0001145e\U000114b0-\U000114c3'
        '\U000115af-\U000115c0\U000115dc\U000115dd\U00011630-\U00011640\U000116ab-\U000116b7\U0001171d-\U0001172b'
        '\U0001182c-\U0001183a\U00011930-\U0001193e\U00011940\U00011942\U00011943\U000119d1-\U000119e0\U000119e4'
        '\U00011a01-\U00011a0a\U00011a33-\U00011a39\U00011a3b-\U00011a3e\U00011a47\U00011a51-\U00011a5b'
        '\U00011a8a-\U00011a99\U00011b60-\U00011b67\U00011c2f-\U00011c3f\U00011c92-\U00011cb6\U00011d31-\U00011d45'
        '\U00011d47\U00011d8a-\U00011d97\U00011ef3-\U00011ef6\U00011f00\U00011f01\U00011f03\U00011f34-\U00011f42'
        '\U00011f5a\U00013430-\U00013440\U00013447-\U00013455\U0001611e-\U0001612f\U00016af0-\U00016af4'
        '\U00016b30-\U00016b36\U00016f4f\U00016f51-\U00016f92\U00016fe4-\U00016ff1\U0001bc9d\U0001bc9e'
        '\U0001bca0-\U0001bca3\U0001cf00-\U0001cf46\U0001d165-\U0001d169\U0001d16d-\U0001d182\U0001d185-\U0001d18b'
        '\U0001d1aa-\U0001d1ad\U0001d242-\U0001d244\U0001da00-\U0001da36\U0001da3b-\U0001da6c\U0001da75\U0001da84'
        '\U0001da9b-\U0001daaf\U0001e000-\U0001e02a\U0001e08f\U0001e130-\U0001e136\U0001e2ae\U0001e2ec-\U0001e2ef'
        '\U0001e4ec-\U0001e4ef\U0001e5ee\U0001e5ef\U0001e6e3\U0001e6e6\U0001e6ee\U0001e6ef\U0001e6f5'
        '\U0001e8d0-\U0001e8d6\U0001e944-\U0001e94a\U000e0000-\U000e0fff]+', '', 'g');
    IF t ~ '[\u00c6\u00de\u00df\u00e6\u00fe\u0152\u0153\u0195\u01a2\u01a3\u01f6\u0238\u0239\u0276\u02a3\u02a5\u02a6'
        '\u02aa\u02ab\u1d01\u1d6b\u1d7a\u1e9e\u1efa\u1efb\ua732-\ua73d\ua74e\ua74f\ua760\ua761\ua764-\ua767]' THEN
      t := regexp_replace(t, '[Ææᴁ]', 'ae', 'g');
      t := regexp_replace(t, '[ÞþᵺꝤꝥꝦꝧ]', 'th', 'g');
      t := regexp_replace(t, '[ßẞ]', 'ss', 'g');
      t := regexp_replace(t, '[Œœɶ]', 'oe', 'g');
      t := regexp_replace(t, '[ƕǶ]', 'hv', 'g');
      t := regexp_replace(t, '[Ƣƣ]', 'oi', 'g');
      t := regexp_replace(t, '[ȸ]', 'db', 'g');
      t := regexp_replace(t, '[ȹ]', 'qp', 'g');
      t := regexp_replace(t, '[ʣʥ]', 'dz', 'g');
      t := regexp_replace(t, '[ʦ]', 'ts', 'g');
      t := regexp_replace(t, '[ʪ]', 'ls', 'g');
      t := regexp_replace(t, '[ʫ]', 'lz', 'g');
      t := regexp_replace(t, '[ᵫ]', 'ue', 'g');
      t := regexp_replace(t, '[Ỻỻ]', 'll', 'g');
      t := regexp_replace(t, '[Ꜳꜳ]', 'aa', 'g');
      t := regexp_replace(t, '[Ꜵꜵ]', 'ao', 'g');
      t := regexp_replace(t, '[Ꜷꜷ]', 'au', 'g');
      t := regexp_replace(t, '[ꜸꜹꜺꜻ]', 'av', 'g');
      t := regexp_replace(t, '[Ꜽꜽ]', 'ay', 'g');
      t := regexp_replace(t, '[Ꝏꝏ]', 'oo', 'g');
      t := regexp_replace(t, '[Ꝡꝡ]', 'vy', 'g');
    END IF;
    -- Dashes and quotation marks.
    IF t ~ '[\u00ab\u00bb\u02b9-\u02bd\u02c8\u02d7\u2010\u2012-\u2015\u2018-\u201f\u2032\u2039\u203a\u2043\u2044'
        '\u2212\u2215\u301d\u301e]' THEN
      t := translate(t, '«»ʹʺʻʼʽˈ˗‐‒–—―‘’‚‛“”„‟′‹›⁃⁄−∕〝〞',
        '""''"''''''''------''''''''""""''''''-/-/""');
    END IF;
    -- Latin.
    IF t ~ '[\u00d0\u00d8\u00f0\u00f8\u0110\u0111\u0126\u0127\u0131\u0138\u0141\u0142\u014a\u014b\u0166\u0167'
        '\u0180-\u0184\u0186-\u018c\u018e-\u0194\u0196-\u019a\u019c-\u019f\u01a4-\u01a7\u01a9\u01ab-\u01ae'
        '\u01b1-\u01b8\u01bc\u01e4\u01e5\u01f7\u021c\u0220-\u0222\u0224\u0225\u0234-\u0237\u023a-\u0241\u0243-\u024a'
        '\u024c-\u024f\u0253\u0255-\u0257\u025b\u025f-\u0262\u0266-\u026d\u0271-\u0274\u027c-\u027e\u0280\u0282\u0288'
        '\u0289\u028b\u028f-\u0291\u0299\u029b-\u029d\u029f\u02a0\u1d00\u1d03-\u1d07\u1d0a-\u1d0d\u1d0f\u1d18\u1d1b'
        '\u1d1c\u1d20-\u1d22\u1d6c-\u1d76\u1d7b\u1d7d\u1d7e\u1d80-\u1d8a\u1d8c-\u1d8f\u1d91-\u1d93\u1d96\u1d99\u1e9c'
        '\u1e9d\u1efc-\u1eff\u2132\u2183\u2c60-\u2c75\u2c78\u2c7a\u2c7e\u2c7f\ua722\ua724\ua726\ua728\ua72a\ua72c'
        '\ua72e\ua730\ua731\ua73e\ua740-\ua74d\ua750-\ua75a\ua75c\ua75e\ua75f\ua762\ua768\ua76a\ua76c\ua76e'
        '\ua771-\ua777\ua779-\ua77e\ua780\ua782\ua784\ua786\ua787\ua78b\ua78d\ua790-\ua793\ua796\ua798\ua79a\ua79c'
        '\ua79e\ua7a0-\ua7ae\ua7b0-\ua7b4\ua7b6\ua7b8\ua7ba\ua7bc\ua7be\ua7c0\ua7c2\ua7c4-\ua7c7\ua7c9\ua7cb\ua7cc'
        '\ua7ce\ua7d0\ua7d2\ua7d4\ua7d6\ua7d8\ua7da\ua7dc\ua7f5]' THEN
      t := translate(t, 'ÐØðøĐđĦħıĸŁłŊŋŦŧƀƁƂƃƄƆƇƈƉƊƋƌƎƏƐƑƒƓƔƖƗƘƙƚƜƝƞƟƤƥƦƧƩƫƬƭƮƱƲƳƴƵƶƷƸƼǤǥǷȜȠȡȢȤȥȴȵȶȷȺȻȼȽȾȿɀɁɃɄɅɆɇɈɉɊɌ'
          'ɍɎɏɓɕɖɗɛɟɠɡɢɦɧɨɩɪɫɬɭɱɲɳɴɼɽɾʀʂʈʉʋʏʐʑʙʛʜʝʟʠᴀᴃᴄᴅᴆᴇᴊᴋᴌᴍᴏᴘᴛᴜᴠᴡᴢᵬᵭᵮᵯᵰᵱᵲᵳᵴᵵᵶᵻᵽᵾᶀᶁᶂᶃᶄᶅᶆᶇᶈᶉᶊᶌᶍᶎᶏᶑᶒᶓᶖᶙẜẝỼỽỾỿℲↃⱠⱡⱢⱣⱤⱥ'
          'ⱦⱧⱨⱩⱪⱫⱬⱭⱮⱯⱰⱱⱲⱳⱴⱵⱸⱺⱾⱿꜢꜤꜦꜨꜪꜬꜮꜰꜱꜾꝀꝁꝂꝃꝄꝅꝆꝇꝈꝉꝊꝋꝌꝍꝐꝑꝒꝓꝔꝕꝖꝗꝘꝙꝚꝜꝞꝟꝢꝨꝪꝬꝮꝱꝲꝳꝴꝵꝶꝷꝹꝺꝻꝼꝽꝾꞀꞂꞄꞆꞇꞋꞍꞐꞑꞒꞓꞖꞘꞚꞜꞞꞠꞡꞢꞣꞤꞥꞦꞧꞨꞩꞪꞫꞬꞭ'
          'ꞮꞰꞱꞲꞳꞴꞶꞸꞺꞼꞾꟀꟂꟄꟅꟆꟇꟉꟋꟌ꟎Ꟑ꟒꟔ꟖꟘꟚꟜꟵ',
        'dododdhhiqllnnttbbbbƅɔccddddǝəeffgɣiikklɯnnɵpprƨʃttttʊvyyzzʒƹƽggƿȝndȣzzlntjaccltszɂbuʌeejjɋrryybcddejggghhii'
            'illlmnnnrrrrstuvyzzbghjlqabcddejklmoptuvwzbdfmnprrstzipubdfgklmnprsvxzadeeiussvvyyⅎↄlllprathhkkzzɑmɐɒvww'
            'vⱶeoszꜣꜥꜧꜩꜫꜭꜯfsꜿkkkkkkllllooooppppppqqqqꝛꝝvvꝣꝩꝫꝭꝯdlmnrrtddffᵹꝿꞁꞃꞅttꞌɥnnccꞗꞙꞛꞝꞟggkknnrrsshɜgliʞʇjꭓꞵꞷꞹꞻꞽꞿꟁ'
            'ꟃꞔszꟈꟊɤꟍ꟏ꟑꟓꟕꟗꟙꟛƛꟶ');
    END IF;
    -- Greek.
    IF t ~ '[\u0370\u0372\u0376\u037f\u0391-\u03a1\u03a3-\u03a9\u03c2\u03cf\u03d8\u03da\u03dc\u03de\u03e0\u03f7\u03fa'
        '\u03fd-\u03ff]' THEN
      t := translate(t, 'ͰͲͶͿΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩςϏϘϚϜϞϠϷϺϽϾϿ',
        'ͱͳͷϳαβγδεζηθικλμνξοπρστυφχψωσϗϙϛϝϟϡϸϻͻͼͽ');
    END IF;
    -- Cyrillic.
    IF t ~ '[\u0402\u0404-\u0406\u0408-\u040b\u040f-\u0418\u041a-\u042f\u0460\u0462\u0464\u0466\u0468\u046a\u046c'
        '\u046e\u0470\u0472\u0474\u0478\u047a\u047c\u047e\u0480\u048a\u048c\u048e\u0490\u0492\u0494\u0496\u0498\u049a'
        '\u049c\u049e\u04a0\u04a2\u04a4\u04a6\u04a8\u04aa\u04ac\u04ae\u04b0\u04b2\u04b4\u04b6\u04b8\u04ba\u04bc\u04be'
        '\u04c0\u04c3\u04c5\u04c7\u04c9\u04cb\u04cd\u04d4\u04d8\u04e0\u04e8\u04f6\u04fa\u04fc\u04fe\u0500\u0502\u0504'
        '\u0506\u0508\u050a\u050c\u050e\u0510\u0512\u0514\u0516\u0518\u051a\u051c\u051e\u0520\u0522\u0524\u0526\u0528'
        '\u052a\u052c\u052e\u1c80-\u1c89\ua640\ua642\ua644\ua646\ua648\ua64a\ua64c\ua64e\ua650\ua652\ua654\ua656'
        '\ua658\ua65a\ua65c\ua65e\ua660\ua662\ua664\ua666\ua668\ua66a\ua66c\ua680\ua682\ua684\ua686\ua688\ua68a\ua68c'
        '\ua68e\ua690\ua692\ua694\ua696\ua698\ua69a]' THEN
      t := translate(t, 'ЂЄЅІЈЉЊЋЏАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѠѢѤѦѨѪѬѮѰѲѴѸѺѼѾҀҊҌҎҐҒҔҖҘҚҜҞҠҢҤҦҨҪҬҮҰҲҴҶҸҺҼҾӀӃӅӇӉӋӍӔӘ'
          'ӠӨӶӺӼӾԀԂԄԆԈԊԌԎԐԒԔԖԘԚԜԞԠԢԤԦԨԪԬԮᲀᲁᲂᲃᲄᲅᲆᲇᲈᲉꙀꙂꙄꙆꙈꙊꙌꙎꙐꙒꙔꙖꙘꙚꙜꙞꙠꙢꙤꙦꙨꙪꙬꚀꚂꚄꚆꚈꚊꚌꚎꚐꚒꚔꚖꚘꚚ',
        'ђєѕіјљњћџабвгдежзиклмнопрстуфхцчшщъыьэюяѡѣѥѧѩѫѭѯѱѳѵѹѻѽѿҁҋҍҏґғҕҗҙқҝҟҡңҥҧҩҫҭүұҳҵҷҹһҽҿӏӄӆӈӊӌӎӕәӡөӷӻӽӿԁԃԅԇԉԋԍԏԑԓ'
            'ԕԗԙԛԝԟԡԣԥԧԩԫԭԯвдосттъѣꙋᲊꙁꙃꙅꙇꙉꙋꙍꙏꙑꙓꙕꙗꙙꙛꙝꙟꙡꙣꙥꙧꙩꙫꙭꚁꚃꚅꚇꚉꚋꚍꚏꚑꚓꚕꚗꚙꚛ');
    END IF;
    -- Other scripts that have capitals.
    IF t ~ '[\u03e2\u03e4\u03e6\u03e8\u03ea\u03ec\u03ee\u0531-\u0556\u10a0-\u10c5\u10c7\u10cd\u13a0-\u13f5'
        '\u1c90-\u1cba\u1cbd-\u1cbf\u2c00-\u2c2f\u2c80\u2c82\u2c84\u2c86\u2c88\u2c8a\u2c8c\u2c8e\u2c90\u2c92\u2c94'
        '\u2c96\u2c98\u2c9a\u2c9c\u2c9e\u2ca0\u2ca2\u2ca4\u2ca6\u2ca8\u2caa\u2cac\u2cae\u2cb0\u2cb2\u2cb4\u2cb6\u2cb8'
        '\u2cba\u2cbc\u2cbe\u2cc0\u2cc2\u2cc4\u2cc6\u2cc8\u2cca\u2ccc\u2cce\u2cd0\u2cd2\u2cd4\u2cd6\u2cd8\u2cda\u2cdc'
        '\u2cde\u2ce0\u2ce2\u2ceb\u2ced\u2cf2\U00010400-\U00010427\U000104b0-\U000104d3\U00010570-\U0001057a'
        '\U0001057c-\U0001058a\U0001058c-\U00010592\U00010594\U00010595\U00010c80-\U00010cb2\U00010d50-\U00010d65'
        '\U000118a0-\U000118bf\U00016e40-\U00016e5f\U00016ea0-\U00016eb8\U0001e900-\U0001e921]' THEN
      t := translate(t, 'ϢϤϦϨϪϬϮԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖႠႡႢႣႤႥႦႧႨႩႪႫႬႭႮႯႰႱႲႳႴႵႶႷႸႹႺႻႼႽႾႿჀჁჂჃჄჅჇჍᎠᎡᎢᎣᎤᎥᎦ'
          'ᎧᎨᎩᎪᎫᎬᎭᎮᎯᎰᎱᎲᎳᎴᎵᎶᎷᎸᎹᎺᎻᎼᎽᎾᎿᏀᏁᏂᏃᏄᏅᏆᏇᏈᏉᏊᏋᏌᏍᏎᏏᏐᏑᏒᏓᏔᏕᏖᏗᏘᏙᏚᏛᏜᏝᏞᏟᏠᏡᏢᏣᏤᏥᏦᏧᏨᏩᏪᏫᏬᏭᏮᏯᏰᏱᏲᏳᏴᏵᲐᲑᲒᲓᲔᲕᲖᲗᲘᲙᲚᲛᲜᲝᲞᲟᲠᲡᲢᲣᲤᲥᲦᲧᲨᲩᲪ'
          'ᲫᲬᲭᲮᲯᲰᲱᲲᲳᲴᲵᲶᲷᲸᲹᲺᲽᲾᲿⰀⰁⰂⰃⰄⰅⰆⰇⰈⰉⰊⰋⰌⰍⰎⰏⰐⰑⰒⰓⰔⰕⰖⰗⰘⰙⰚⰛⰜⰝⰞⰟⰠⰡⰢⰣⰤⰥⰦⰧⰨⰩⰪⰫⰬⰭⰮⰯⲀⲂⲄⲆⲈⲊⲌⲎⲐⲒⲔⲖⲘⲚⲜⲞⲠⲢⲤⲦⲨⲪⲬⲮⲰⲲⲴⲶⲸⲺⲼⲾⳀⳂⳄⳆⳈⳊⳌ'
          'ⳎⳐⳒⳔⳖⳘⳚⳜⳞⳠⳢⳫⳭⳲ𐐀𐐁𐐂𐐃𐐄𐐅𐐆𐐇𐐈𐐉𐐊𐐋𐐌𐐍𐐎𐐏𐐐𐐑𐐒𐐓𐐔𐐕𐐖𐐗𐐘𐐙𐐚𐐛𐐜𐐝𐐞𐐟𐐠𐐡𐐢𐐣𐐤𐐥𐐦𐐧𐒰𐒱𐒲𐒳𐒴𐒵𐒶𐒷𐒸𐒹𐒺𐒻𐒼𐒽𐒾𐒿𐓀𐓁𐓂𐓃𐓄𐓅𐓆𐓇𐓈𐓉𐓊𐓋𐓌𐓍𐓎𐓏𐓐𐓑𐓒𐓓𐕰𐕱𐕲𐕳𐕴𐕵𐕶𐕷𐕸𐕹𐕺𐕼𐕽𐕾𐕿𐖀'
          '𐖁𐖂𐖃𐖄𐖅𐖆𐖇𐖈𐖉𐖊𐖌𐖍𐖎𐖏𐖐𐖑𐖒𐖔𐖕𐲀𐲁𐲂𐲃𐲄𐲅𐲆𐲇𐲈𐲉𐲊𐲋𐲌𐲍𐲎𐲏𐲐𐲑𐲒𐲓𐲔𐲕𐲖𐲗𐲘𐲙𐲚𐲛𐲜𐲝𐲞𐲟𐲠𐲡𐲢𐲣𐲤𐲥𐲦𐲧𐲨𐲩𐲪𐲫𐲬𐲭𐲮𐲯𐲰𐲱𐲲𐵐𐵑𐵒𐵓𐵔𐵕𐵖𐵗𐵘𐵙𐵚𐵛𐵜𐵝𐵞𐵟𐵠𐵡𐵢𐵣𐵤𐵥𑢠𑢡𑢢𑢣𑢤𑢥𑢦𑢧𑢨𑢩𑢪𑢫𑢬𑢭'
          '𑢮𑢯𑢰𑢱𑢲𑢳𑢴𑢵𑢶𑢷𑢸𑢹𑢺𑢻𑢼𑢽𑢾𑢿𖹀𖹁𖹂𖹃𖹄𖹅𖹆𖹇𖹈𖹉𖹊𖹋𖹌𖹍𖹎𖹏𖹐𖹑𖹒𖹓𖹔𖹕𖹖𖹗𖹘𖹙𖹚𖹛𖹜𖹝𖹞𖹟𖺠𖺡𖺢𖺣𖺤𖺥𖺦𖺧𖺨𖺩𖺪𖺫𖺬𖺭𖺮𖺯𖺰𖺱𖺲𖺳𖺴𖺵𖺶𖺷𖺸𞤀𞤁𞤂𞤃𞤄𞤅𞤆𞤇𞤈𞤉𞤊𞤋𞤌𞤍𞤎𞤏𞤐𞤑𞤒𞤓𞤔𞤕𞤖𞤗𞤘𞤙𞤚𞤛𞤜𞤝𞤞'
          '𞤟𞤠𞤡',
        'ϣϥϧϩϫϭϯաբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆⴀⴁⴂⴃⴄⴅⴆⴇⴈⴉⴊⴋⴌⴍⴎⴏⴐⴑⴒⴓⴔⴕⴖⴗⴘⴙⴚⴛⴜⴝⴞⴟⴠⴡⴢⴣⴤⴥⴧⴭꭰꭱꭲꭳꭴꭵꭶꭷꭸꭹꭺꭻꭼꭽꭾꭿꮀꮁꮂꮃꮄꮅꮆ'
            'ꮇꮈꮉꮊꮋꮌꮍꮎꮏꮐꮑꮒꮓꮔꮕꮖꮗꮘꮙꮚꮛꮜꮝꮞꮟꮠꮡꮢꮣꮤꮥꮦꮧꮨꮩꮪꮫꮬꮭꮮꮯꮰꮱꮲꮳꮴꮵꮶꮷꮸꮹꮺꮻꮼꮽꮾꮿᏸᏹᏺᏻᏼᏽაბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰჱჲჳჴჵჶჷჸ'
            'ჹჺჽჾჿⰰⰱⰲⰳⰴⰵⰶⰷⰸⰹⰺⰻⰼⰽⰾⰿⱀⱁⱂⱃⱄⱅⱆⱇⱈⱉⱊⱋⱌⱍⱎⱏⱐⱑⱒⱓⱔⱕⱖⱗⱘⱙⱚⱛⱜⱝⱞⱟⲁⲃⲅⲇⲉⲋⲍⲏⲑⲓⲕⲗⲙⲛⲝⲟⲡⲣⲥⲧⲩⲫⲭⲯⲱⲳⲵⲷⲹⲻⲽⲿⳁⳃⳅⳇⳉⳋⳍⳏⳑⳓⳕⳗⳙⳛⳝⳟⳡⳣⳬ'
            'ⳮⳳ𐐨𐐩𐐪𐐫𐐬𐐭𐐮𐐯𐐰𐐱𐐲𐐳𐐴𐐵𐐶𐐷𐐸𐐹𐐺𐐻𐐼𐐽𐐾𐐿𐑀𐑁𐑂𐑃𐑄𐑅𐑆𐑇𐑈𐑉𐑊𐑋𐑌𐑍𐑎𐑏𐓘𐓙𐓚𐓛𐓜𐓝𐓞𐓟𐓠𐓡𐓢𐓣𐓤𐓥𐓦𐓧𐓨𐓩𐓪𐓫𐓬𐓭𐓮𐓯𐓰𐓱𐓲𐓳𐓴𐓵𐓶𐓷𐓸𐓹𐓺𐓻𐖗𐖘𐖙𐖚𐖛𐖜𐖝𐖞𐖟𐖠𐖡𐖣𐖤𐖥𐖦𐖧𐖨𐖩𐖪𐖫𐖬𐖭𐖮𐖯𐖰𐖱'
            '𐖳𐖴𐖵𐖶𐖷𐖸𐖹𐖻𐖼𐳀𐳁𐳂𐳃𐳄𐳅𐳆𐳇𐳈𐳉𐳊𐳋𐳌𐳍𐳎𐳏𐳐𐳑𐳒𐳓𐳔𐳕𐳖𐳗𐳘𐳙𐳚𐳛𐳜𐳝𐳞𐳟𐳠𐳡𐳢𐳣𐳤𐳥𐳦𐳧𐳨𐳩𐳪𐳫𐳬𐳭𐳮𐳯𐳰𐳱𐳲𐵰𐵱𐵲𐵳𐵴𐵵𐵶𐵷𐵸𐵹𐵺𐵻𐵼𐵽𐵾𐵿𐶀𐶁𐶂𐶃𐶄𐶅𑣀𑣁𑣂𑣃𑣄𑣅𑣆𑣇𑣈𑣉𑣊𑣋𑣌𑣍𑣎𑣏𑣐𑣑𑣒𑣓𑣔𑣕'
            '𑣖𑣗𑣘𑣙𑣚𑣛𑣜𑣝𑣞𑣟𖹠𖹡𖹢𖹣𖹤𖹥𖹦𖹧𖹨𖹩𖹪𖹫𖹬𖹭𖹮𖹯𖹰𖹱𖹲𖹳𖹴𖹵𖹶𖹷𖹸𖹹𖹺𖹻𖹼𖹽𖹾𖹿𖺻𖺼𖺽𖺾𖺿𖻀𖻁𖻂𖻃𖻄𖻅𖻆𖻇𖻈𖻉𖻊𖻋𖻌𖻍𖻎𖻏𖻐𖻑𖻒𖻓𞤢𞤣𞤤𞤥𞤦𞤧𞤨𞤩𞤪𞤫𞤬𞤭𞤮𞤯𞤰𞤱𞤲𞤳𞤴𞤵𞤶𞤷𞤸𞤹𞤺𞤻𞤼𞤽𞤾𞤿𞥀𞥁𞥂𞥃');
    END IF;
    -- A vowel sign that stands at no letter of such a script.
    IF t ~ '[\u0900-\u0903\u093a\u093b\u093e-\u094f\u0955-\u0957\u0962\u0963\u0981-\u0983\u09be-\u09cd\u09d7\u09e2'
        '\u09e3\u09fe-\u0a03\u0a3e-\u0a51\u0a70\u0a71\u0a75\u0a81-\u0a83\u0abe-\u0acd\u0ae2\u0ae3\u0afa-\u0b03'
        '\u0b3e-\u0b57\u0b62\u0b63\u0b82\u0bbe-\u0bcd\u0bd7\u0c00-\u0c04\u0c3e-\u0c56\u0c62\u0c63\u0c81-\u0c83'
        '\u0cbe-\u0cd6\u0ce2\u0ce3\u0cf3-\u0d03\u0d3b\u0d3c\u0d3e-\u0d4d\u0d57\u0d62\u0d63\u0d81-\u0d83\u0dca-\u0ddf'
        '\u0df2\u0df3\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u0f18\u0f19\u0f35\u0f37\u0f39'
        '\u0f3e\u0f3f\u0f71-\u0f84\u0f86\u0f87\u0f8d-\u0fbc\u0fc6\u102b-\u103e\u1056-\u1059\u105e-\u1060\u1062-\u1064'
        '\u1067-\u106d\u1071-\u1074\u1082-\u108d\u108f\u109a-\u109d\u17b4-\u17d3\u17dd\u1b00-\u1b04\u1b34-\u1b44'
        '\u1b6b-\u1b73\u1b80-\u1b82\u1ba1-\u1bad\u3099\u309a\ua8e0-\ua8f1\ua8ff\ua980-\ua983\ua9b3-\ua9c0\ua9e5'
        '\uaa29-\uaa36\uaa43\uaa4c\uaa4d\uaa7b-\uaa7d]' THEN
      t := regexp_replace(t, '(?<![\u0900-\u0950\u0955-\u0963\u0966-\u0e3a\u0e40-\u0fd4\u0fd9-\u109f\u1780-\u17f9'
          '\u19e0-\u19ff\u1b00-\u1bbf\u1cc0-\u1cc7\u3041-\u309a\u309d-\u309f\u30a1-\u30fa\u30fd-\u30ff\u31f0-\u31ff'
          '\u32d0-\u32fe\u3300-\u3357\ua8e0-\ua8ff\ua980-\ua9cd\ua9d0-\uaa7f\uff66-\uff6f\uff71-\uff9d'
          '\U000111e1-\U000111f4\U000116d0-\U000116e3\U00011b00-\U00011b09\U00011fc0-\U00011fff\U0001aff0-\U0001b167'
          '\U0001f200\u0900-\u0903\u093a\u093b\u093e-\u094f\u0955-\u0957\u0962\u0963\u0981-\u0983\u09be-\u09cd\u09d7'
          '\u09e2\u09e3\u09fe-\u0a03\u0a3e-\u0a51\u0a70\u0a71\u0a75\u0a81-\u0a83\u0abe-\u0acd\u0ae2\u0ae3'
          '\u0afa-\u0b03\u0b3e-\u0b57\u0b62\u0b63\u0b82\u0bbe-\u0bcd\u0bd7\u0c00-\u0c04\u0c3e-\u0c56\u0c62\u0c63'
          '\u0c81-\u0c83\u0cbe-\u0cd6\u0ce2\u0ce3\u0cf3-\u0d03\u0d3b\u0d3c\u0d3e-\u0d4d\u0d57\u0d62\u0d63'
          '\u0d81-\u0d83\u0dca-\u0ddf\u0df2\u0df3\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece'
          '\u0f18\u0f19\u0f35\u0f37\u0f39\u0f3e\u0f3f\u0f71-\u0f84\u0f86\u0f87\u0f8d-\u0fbc\u0fc6\u102b-\u103e'
          '\u1056-\u1059\u105e-\u1060\u1062-\u1064\u1067-\u106d\u1071-\u1074\u1082-\u108d\u108f\u109a-\u109d'
          '\u17b4-\u17d3\u17dd\u1b00-\u1b04\u1b34-\u1b44\u1b6b-\u1b73\u1b80-\u1b82\u1ba1-\u1bad\u3099\u309a'
          '\ua8e0-\ua8f1\ua8ff\ua980-\ua983\ua9b3-\ua9c0\ua9e5\uaa29-\uaa36\uaa43\uaa4c\uaa4d\uaa7b-\uaa7d])['
          '\u0900-\u0903\u093a\u093b\u093e-\u094f\u0955-\u0957\u0962\u0963\u0981-\u0983\u09be-\u09cd\u09d7\u09e2'
          '\u09e3\u09fe-\u0a03\u0a3e-\u0a51\u0a70\u0a71\u0a75\u0a81-\u0a83\u0abe-\u0acd\u0ae2\u0ae3\u0afa-\u0b03'
          '\u0b3e-\u0b57\u0b62\u0b63\u0b82\u0bbe-\u0bcd\u0bd7\u0c00-\u0c04\u0c3e-\u0c56\u0c62\u0c63\u0c81-\u0c83'
          '\u0cbe-\u0cd6\u0ce2\u0ce3\u0cf3-\u0d03\u0d3b\u0d3c\u0d3e-\u0d4d\u0d57\u0d62\u0d63\u0d81-\u0d83'
          '\u0dca-\u0ddf\u0df2\u0df3\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u0f18\u0f19'
          '\u0f35\u0f37\u0f39\u0f3e\u0f3f\u0f71-\u0f84\u0f86\u0f87\u0f8d-\u0fbc\u0fc6\u102b-\u103e\u1056-\u1059'
          '\u105e-\u1060\u1062-\u1064\u1067-\u106d\u1071-\u1074\u1082-\u108d\u108f\u109a-\u109d\u17b4-\u17d3\u17dd'
          '\u1b00-\u1b04\u1b34-\u1b44\u1b6b-\u1b73\u1b80-\u1b82\u1ba1-\u1bad\u3099\u309a\ua8e0-\ua8f1\ua8ff'
          '\ua980-\ua983\ua9b3-\ua9c0\ua9e5\uaa29-\uaa36\uaa43\uaa4c\uaa4d\uaa7b-\uaa7d]+', '', 'g');
    END IF;
    t := regexp_replace(t,
        '[\u0001-\u0020\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u2800\u3000\ufeff]+', ' ', 'g');
  END IF;
  t := lower(t COLLATE "C");
  IF t ~ '  |^ | $' THEN
    t := btrim(regexp_replace(t, ' +', ' ', 'g'));
  END IF;
  RETURN t;
END $$;

-- The words of a text as they are compared, with one space between two. `U.S.` is one word. Where a script has no
-- spaces, a run of it becomes its first letter, every pair of neighbours, and its last letter: so any part of it is
-- found, by its pairs in a row.
CREATE FUNCTION plain_words(text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  t text := public.fold($1);
BEGIN
  IF t ~ '(^|[^a-z0-9])[a-z]\.[a-z]' THEN
    t := regexp_replace(t, '(?<![a-z0-9])([a-z])\.(?=[a-z](?![a-z0-9])|[^a-z0-9]|$)', '\1', 'g');
  END IF;
  t := regexp_replace(t, '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab\u00ac\u00ae-\u00b1\u00b4'
      '\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u02c2-\u02c5\u02d2-\u02df\u02e5-\u02eb\u02ed\u02ef-\u02ff\u0375\u037e'
      '\u0384\u0385\u0387\u03f6\u0482\u055a-\u055f\u0589-\u058f\u05be\u05c0\u05c3\u05c6\u05f3\u05f4\u0606-\u060f'
      '\u061b\u061d-\u061f\u066a-\u066d\u06d4\u06de\u06e9\u06fd\u06fe\u0700-\u070d\u07f6-\u07f9\u07fe\u07ff'
      '\u0830-\u083e\u085e\u0888\u0964\u0965\u0970\u09f2\u09f3\u09fa\u09fb\u09fd\u0a76\u0af0\u0af1\u0b70\u0bf3-\u0bfa'
      '\u0c77\u0c7f\u0c84\u0d4f\u0d79\u0df4\u0e3f\u0e4f\u0e5a\u0e5b\u0f01-\u0f17\u0f1a-\u0f1f\u0f34\u0f36\u0f38'
      '\u0f3a-\u0f3d\u0f85\u0fbe-\u0fc5\u0fc7-\u0fda\u104a-\u104f\u109e\u109f\u10fb\u1360-\u1368\u1390-\u1399\u1400'
      '\u166d\u166e\u1680\u169b\u169c\u16eb-\u16ed\u1735\u1736\u17d4-\u17d6\u17d8-\u17db\u1800-\u180a\u1940-\u1945'
      '\u19de-\u19ff\u1a1e\u1a1f\u1aa0-\u1aa6\u1aa8-\u1aad\u1b4e\u1b4f\u1b5a-\u1b6a\u1b74-\u1b7f\u1bfc-\u1bff'
      '\u1c3b-\u1c3f\u1c7e\u1c7f\u1cc0-\u1cc7\u1cd3\u1fbd\u1fbf-\u1fc1\u1fcd-\u1fcf\u1fdd-\u1fdf\u1fed-\u1fef'
      '\u1ffd-\u200a\u2010-\u2029\u202f-\u205f\u207a-\u207e\u208a-\u208e\u20a0-\u20c1\u2100\u2101\u2103-\u2106\u2108'
      '\u2109\u2114\u2116-\u2118\u211e-\u2123\u2125\u2127\u2129\u212e\u213a\u213b\u2140-\u2144\u214a-\u214d\u214f'
      '\u218a-\u244a\u249c-\u24e9\u2500-\u2775\u2794-\u2bff\u2ce5-\u2cea\u2cf9-\u2cfc\u2cfe\u2cff\u2d70\u2e00-\u2e2e'
      '\u2e30-\u3004\u3008-\u3020\u3030\u3036\u3037\u303d-\u303f\u309b\u309c\u30a0\u30fb\u3190\u3191\u3196-\u319f'
      '\u31c0-\u31ef\u3200-\u321e\u322a-\u3247\u3250\u3260-\u327f\u328a-\u32b0\u32c0-\u33ff\u4dc0-\u4dff\ua490-\ua4c6'
      '\ua4fe\ua4ff\ua60d-\ua60f\ua673\ua67e\ua6f2-\ua716\ua720\ua721\ua789\ua78a\ua828-\ua82b\ua836-\ua839'
      '\ua874-\ua877\ua8ce\ua8cf\ua8f8-\ua8fa\ua8fc\ua92e\ua92f\ua95f\ua9c1-\ua9cd\ua9de\ua9df\uaa5c-\uaa5f'
      '\uaa77-\uaa79\uaade\uaadf\uaaf0\uaaf1\uab5b\uab6a\uab6b\uabeb\ue000-\uf8ff\ufb29\ufbb2-\ufbd2\ufd3e-\ufd4f'
      '\ufd90\ufd91\ufdc8-\ufdcf\ufdfc-\ufdff\ufe10-\ufe19\ufe30-\ufe6b\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40'
      '\uff5b-\uff65\uffe0-\uffee\ufffc\ufffd\U00010100-\U00010102\U00010137-\U0001013f\U00010179-\U00010189'
      '\U0001018c-\U000101fc\U0001039f\U000103d0\U0001056f\U00010857\U00010877\U00010878\U0001091f\U0001093f'
      '\U00010a50-\U00010a58\U00010a7f\U00010ac8\U00010af0-\U00010af6\U00010b39-\U00010b3f\U00010b99-\U00010b9c'
      '\U00010d6e\U00010d8e\U00010d8f\U00010ead\U00010ed0-\U00010ed8\U00010f55-\U00010f59\U00010f86-\U00010f89'
      '\U00011047-\U0001104d\U000110bb\U000110bc\U000110be-\U000110c1\U00011140-\U00011143\U00011174\U00011175'
      '\U000111c5-\U000111c8\U000111cd\U000111db\U000111dd-\U000111df\U00011238-\U0001123d\U000112a9'
      '\U000113d4-\U000113d8\U0001144b-\U0001144f\U0001145a-\U0001145d\U000114c6\U000115c1-\U000115d7'
      '\U00011641-\U00011643\U00011660-\U0001166c\U000116b9\U0001173c-\U0001173f\U0001183b\U00011944-\U00011946'
      '\U000119e2\U00011a3f-\U00011a46\U00011a9a-\U00011a9c\U00011a9e-\U00011aa2\U00011b00-\U00011b09\U00011be1'
      '\U00011c41-\U00011c45\U00011c70\U00011c71\U00011ef7\U00011ef8\U00011f43-\U00011f4f\U00011fd5-\U00011fff'
      '\U00012470-\U00012474\U00012ff1\U00012ff2\U00016a6e\U00016a6f\U00016af5\U00016b37-\U00016b3f\U00016b44'
      '\U00016b45\U00016d6d-\U00016d6f\U00016e97-\U00016e9a\U00016fe2\U0001bc9c\U0001bc9f\U0001cc00-\U0001ccef'
      '\U0001ccfa-\U0001cef0\U0001cf50-\U0001d164\U0001d16a-\U0001d16c\U0001d183\U0001d184\U0001d18c-\U0001d1a9'
      '\U0001d1ae-\U0001d241\U0001d245\U0001d300-\U0001d356\U0001d6c1\U0001d6db\U0001d6fb\U0001d715\U0001d735'
      '\U0001d74f\U0001d76f\U0001d789\U0001d7a9\U0001d7c3\U0001d800-\U0001d9ff\U0001da37-\U0001da3a'
      '\U0001da6d-\U0001da74\U0001da76-\U0001da83\U0001da85-\U0001da8b\U0001e14f\U0001e2ff\U0001e5ff\U0001e95e'
      '\U0001e95f\U0001ecac\U0001ecb0\U0001ed2e\U0001eef0-\U0001f0f5\U0001f10d-\U0001fbef\U0001fbfa'
      '\U000f0000-\U0010fffd]+', ' ', 'g');
  IF t ~ '[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\u3005-\u3007\u3021-\u3029\u3031-\u3035'
      '\u3038-\u303c\u3041-\u3096\u3099\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31a0-\u31bf'
      '\u31f0-\u31ff\u3400-\u4dbf\u4e00-\ua4cf\ua9e0-\ua9ff\uaa60-\uaadf\uf900-\ufaff\U00016fe0-\U00018dff'
      '\U0001aff0-\U0001b2ff\U00020000-\U0003fffd]' THEN
    t := regexp_replace(regexp_replace(t, '([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf'
        '\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3041-\u3096\u3099\u309a\u309d-\u309f\u30a1-\u30fa'
        '\u30fc-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\ua4cf\ua9e0-\ua9ff\uaa60-\uaadf'
        '\uf900-\ufaff\U00016fe0-\U00018dff\U0001aff0-\U0001b2ff\U00020000-\U0003fffd]+)', ' \1 ', 'g'),
        '([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\u3005-\u3007\u3021-\u3029\u3031-\u3035'
        '\u3038-\u303c\u3041-\u3096\u3099\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31a0-\u31bf'
        '\u31f0-\u31ff\u3400-\u4dbf\u4e00-\ua4cf\ua9e0-\ua9ff\uaa60-\uaadf\uf900-\ufaff\U00016fe0-\U00018dff'
        '\U0001aff0-\U0001b2ff\U00020000-\U0003fffd])', '\1 \1', 'g');
    t := regexp_replace(t, ' +', ' ', 'g');
  END IF;
  RETURN btrim(t);
END $$;

-- The words that a search asks for. It may begin or end within a run: then only the pairs of its letters can be asked
-- for.
CREATE FUNCTION asked_words(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT regexp_replace(regexp_replace(public.plain_words($1), '^[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff'
      '\u1950-\u19df\u1a20-\u1aaf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3041-\u3096\u3099\u309a'
      '\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\ua4cf'
      '\ua9e0-\ua9ff\uaa60-\uaadf\uf900-\ufaff\U00016fe0-\U00018dff\U0001aff0-\U0001b2ff\U00020000-\U0003fffd] ', ''),
      ' [\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\u3005-\u3007\u3021-\u3029\u3031-\u3035'
      '\u3038-\u303c\u3041-\u3096\u3099\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31a0-\u31bf'
      '\u31f0-\u31ff\u3400-\u4dbf\u4e00-\ua4cf\ua9e0-\ua9ff\uaa60-\uaadf\uf900-\ufaff\U00016fe0-\U00018dff'
      '\U0001aff0-\U0001b2ff\U00020000-\U0003fffd]$', '')
$$;

-- Words in a row. One letter of a script without spaces begins a pair, or ends a run.
CREATE FUNCTION phrase_query(text) RETURNS tsquery LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE WHEN asked ~ '^[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\u3005-\u3007'
      '\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3041-\u3096\u3099\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff'
      '\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\ua4cf\ua9e0-\ua9ff\uaa60-\uaadf\uf900-\ufaff'
      '\U00016fe0-\U00018dff\U0001aff0-\U0001b2ff\U00020000-\U0003fffd]$'
         THEN to_tsquery('simple'::regconfig, asked || ':*')
         ELSE phraseto_tsquery('simple'::regconfig, asked) END
    FROM public.asked_words($1) AS asked
$$;

-- A typed word: as it is written, or by its stem.
CREATE FUNCTION word_query(text) RETURNS tsquery LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE WHEN asked ~ '[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\u3005-\u3007'
      '\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3041-\u3096\u3099\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff'
      '\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\ua4cf\ua9e0-\ua9ff\uaa60-\uaadf\uf900-\ufaff'
      '\U00016fe0-\U00018dff\U0001aff0-\U0001b2ff\U00020000-\U0003fffd]'
         THEN public.phrase_query($1)
         ELSE phraseto_tsquery('simple'::regconfig, asked) || plainto_tsquery('english'::regconfig, asked) END
    FROM public.asked_words($1) AS asked
$$;

-- A word that is still being typed: whatever begins with it, or what is meant where it is whole.
CREATE FUNCTION prefix_query(text) RETURNS tsquery LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE WHEN asked = '' THEN ''::tsquery
         WHEN asked ~ '[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19df'
      '\u1a20-\u1aaf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3041-\u3096\u3099\u309a\u309d-\u309f'
      '\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\ua4cf\ua9e0-\ua9ff'
      '\uaa60-\uaadf\uf900-\ufaff\U00016fe0-\U00018dff\U0001aff0-\U0001b2ff\U00020000-\U0003fffd]$'
         THEN public.phrase_query($1)
         ELSE to_tsquery('simple'::regconfig, '''' || asked || ''':*') || public.word_query($1) END
    FROM public.asked_words($1) AS asked
$$;

-- All words, each as the beginning of one: for names.
CREATE FUNCTION beginnings_query(text) RETURNS tsquery LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE WHEN asked = '' THEN ''::tsquery
         ELSE to_tsquery('simple'::regconfig, '''' || replace(asked, ' ', ''':* & ''') || ''':*') END
    FROM public.asked_words($1) AS asked
$$;

-- Which published texts name an entry: their pages show its title.
CREATE FUNCTION related_entries(jsonb) RETURNS integer[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT coalesce(array_agg((item ->> 'entry')::integer) FILTER (WHERE item ? 'entry'), '{}')
    FROM jsonb_array_elements($1) AS item
$$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Tables: people and how they come in
-- ---------------------------------------------------------------------------------------------------------------------

-- Who works here.
CREATE TABLE person (
  id SERIAL PRIMARY KEY,
  email TEXT NOT NULL,
  name TEXT NOT NULL,
  role role NOT NULL,
  password_hash TEXT,
  -- Who else knows the password, because they set it, and who stood behind them.
  password_hands INTEGER[] NOT NULL DEFAULT '{}',
  -- Raised whenever a right or the password changes: older sessions end at once.
  session_epoch INTEGER NOT NULL DEFAULT 1,
  disabled_at TIMESTAMPTZ(3),
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  -- none, each or daily
  mail_notices TEXT NOT NULL DEFAULT 'each',
  -- Sealed with a key of the instance (lib/people/sign-in/sealing.ts).
  totp_sealed TEXT,
  totp_since TIMESTAMPTZ(3),
  -- The last thirty seconds that a code was taken of: none counts twice.
  totp_last_step INTEGER,
  CONSTRAINT person_email_folded CHECK (email = lower(email)),
  CONSTRAINT person_mail_notices_check CHECK (mail_notices IN ('none', 'each', 'daily'))
);

-- A token lets a program in as its person.
CREATE TABLE token (
  id SERIAL PRIMARY KEY,
  person_id INTEGER NOT NULL,
  name TEXT NOT NULL DEFAULT '',
  secret_hash TEXT NOT NULL,
  scopes TEXT[],
  -- Who else holds it: first whoever made it.
  hands INTEGER[] NOT NULL DEFAULT '{}',
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  last_used_at TIMESTAMPTZ(3),
  revoked_at TIMESTAMPTZ(3),
  expires_at TIMESTAMPTZ(3)
);

-- Codes that stand in for the second factor, each once.
CREATE TABLE recovery_code (
  person_id INTEGER NOT NULL,
  code_hash TEXT NOT NULL,
  used_at TIMESTAMPTZ(3),
  PRIMARY KEY (person_id, code_hash)
);

-- Who somebody is at another provider of sign-in.
CREATE TABLE outside_identity (
  provider TEXT NOT NULL,
  subject TEXT NOT NULL,
  person_id INTEGER NOT NULL,
  at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  -- Whether an outside service's roles let this person in: who loses them there is let in by them no longer.
  role_from_outside BOOLEAN NOT NULL DEFAULT false,
  PRIMARY KEY (provider, subject)
);

-- One-time links: an invitation makes a person, a reset gives one a new password.
CREATE TABLE invitation (
  id SERIAL PRIMARY KEY,
  secret_hash TEXT NOT NULL UNIQUE,
  email TEXT NOT NULL,
  name TEXT NOT NULL DEFAULT '',
  role role NOT NULL,
  invited_by INTEGER NOT NULL,
  at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  expires_at TIMESTAMPTZ(3) NOT NULL,
  used_at TIMESTAMPTZ(3),
  revoked_at TIMESTAMPTZ(3),
  CONSTRAINT invitation_email_check CHECK (email = lower(email))
);

CREATE TABLE password_reset (
  secret_hash TEXT PRIMARY KEY,
  person_id INTEGER NOT NULL,
  at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  expires_at TIMESTAMPTZ(3) NOT NULL,
  used_at TIMESTAMPTZ(3),
  -- Who made it, and has therefore seen it.
  hands INTEGER[] NOT NULL DEFAULT '{}'
);

-- A browser that is signed in.
CREATE TABLE person_session (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  person_id INTEGER NOT NULL,
  device TEXT NOT NULL DEFAULT '',
  address TEXT NOT NULL DEFAULT '',
  at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  seen_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  ended_at TIMESTAMPTZ(3),
  -- Who else knew what it was opened with.
  hands INTEGER[] NOT NULL DEFAULT '{}'
);

-- A browser in which somebody signed in before: tries of strangers do not keep it out.
CREATE TABLE known_device (
  secret_hash TEXT PRIMARY KEY,
  person_id INTEGER NOT NULL,
  at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  seen_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- The one-time link that makes the first admin.
CREATE TABLE setup_link (
  secret_hash TEXT PRIMARY KEY,
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  used_at TIMESTAMPTZ(3)
);

-- Counters of the sign-in throttle, kept by rate-limiter-flexible.
CREATE TABLE rate_limit (
  key TEXT PRIMARY KEY,
  points INTEGER NOT NULL,
  expire TIMESTAMP(3)
);

-- What is the same for everybody. One row.
CREATE TABLE newsroom_settings (
  id INTEGER PRIMARY KEY DEFAULT 1,
  four_eyes BOOLEAN NOT NULL DEFAULT true,
  least_sources INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT newsroom_settings_id_check CHECK (id = 1),
  CONSTRAINT newsroom_settings_least_sources_check CHECK (least_sources BETWEEN 0 AND 9)
);

-- A search that somebody keeps, for themselves or for everybody.
CREATE TABLE saved_search (
  id SERIAL PRIMARY KEY,
  person_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  -- The query of the address.
  query TEXT NOT NULL,
  shared BOOLEAN NOT NULL DEFAULT false,
  at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- ---------------------------------------------------------------------------------------------------------------------
-- Tables: entries, their texts and their review
-- ---------------------------------------------------------------------------------------------------------------------

-- An entry. Its texts are revisions, its way to approval are proposals.
CREATE TABLE entry (
  id SERIAL PRIMARY KEY,
  -- The day and title of the published revision, or of the draft while there is none.
  day DATE NOT NULL,
  title TEXT NOT NULL,
  slug TEXT,
  -- Frozen at first publication: news/YYYY/MM/D/SLUG.md
  path TEXT,
  published_revision_id INTEGER,
  published_at TIMESTAMPTZ(3),
  -- What the last import of this page said, so that a second one changes nothing.
  imported_hash TEXT,
  -- Set while the page is withdrawn; readers are sent on to the entry that `redirect_to` names.
  withdrawn_at TIMESTAMPTZ(3),
  redirect_to INTEGER,
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  -- The words of the title, kept by the database.
  search TSVECTOR NOT NULL GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, plain_words(title))) STORED,
  CONSTRAINT entry_path_shape CHECK (path ~ '^news/[0-9]{4}/[0-9]{2}/[0-9]{1,2}/[^/]+\.md$'),
  CONSTRAINT entry_published_has_path CHECK (published_revision_id IS NULL OR path IS NOT NULL),
  CONSTRAINT entry_withdrawn_is_not_live CHECK (withdrawn_at IS NULL OR published_revision_id IS NULL)
);

-- An immutable text of an entry. UPDATE and DELETE are refused by the database.
CREATE TABLE revision (
  id SERIAL PRIMARY KEY,
  entry_id INTEGER NOT NULL,
  proposal_id INTEGER,
  day DATE NOT NULL,
  topic TEXT NOT NULL,
  headline TEXT NOT NULL,
  summary TEXT NOT NULL,
  sources JSONB NOT NULL,
  contexts INTEGER[],
  related JSONB NOT NULL,
  -- What the Markdown of an import said beyond the fields (lib/kernel/revision/kept.ts).
  kept JSONB NOT NULL,
  hash TEXT NOT NULL,
  author_id INTEGER NOT NULL,
  channel channel NOT NULL,
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  -- Who else held what its author came in with: they count as authors.
  hands INTEGER[] NOT NULL DEFAULT '{}',
  -- Stands for one save of its author, however often it is sent.
  save_key TEXT
);

-- The one open revision of an entry on its way to approval, or the record of a closed one.
CREATE TABLE proposal (
  id SERIAL PRIMARY KEY,
  entry_id INTEGER NOT NULL,
  state proposal_state NOT NULL,
  revision_id INTEGER,
  base_revision_id INTEGER,
  -- Raised by every move and save: the guard of compare-and-swap.
  version INTEGER NOT NULL DEFAULT 1,
  opened_by INTEGER NOT NULL,
  -- Who else held what it was opened with.
  opened_hands INTEGER[] NOT NULL DEFAULT '{}',
  opened_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  submitted_at TIMESTAMPTZ(3),
  decided_by INTEGER,
  decided_at TIMESTAMPTZ(3),
  reason TEXT,
  updated_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  -- A withdrawal: its text is the published one, and its approval takes the page away.
  withdraws BOOLEAN NOT NULL DEFAULT false,
  -- Why the page shall go; `reason` is why a reviewer sent the proposal back.
  withdrawal_reason TEXT,
  redirect_to INTEGER,
  assigned_to INTEGER,
  -- An approval for later is bound to the hash that was seen, like one at once.
  publish_at TIMESTAMPTZ(3),
  scheduled_by INTEGER,
  scheduled_hands INTEGER[] NOT NULL DEFAULT '{}',
  scheduled_hash TEXT,
  -- Whether it is a small fix is told by its text, and remembered with the revision and base that it was told of: after
  -- another save it counts no more.
  is_small BOOLEAN NOT NULL DEFAULT false,
  sized_revision_id INTEGER,
  sized_base_id INTEGER,
  -- Why its author asks for it.
  note TEXT,
  -- The published entry that is merged into this one: when it is approved, its page is withdrawn and its readers are sent here.
  merged_entry_id INTEGER,
  -- The proposal into which a draft's text went, so that whoever wrote part of it counts among its authors.
  joined_into INTEGER,
  -- The revision of the merged entry that the proposal was made from: another one since then stops the approval.
  merged_revision_id INTEGER,
  CONSTRAINT proposal_merges_a_text CHECK ((merged_entry_id IS NULL) = (merged_revision_id IS NULL)),
  CONSTRAINT proposal_merges_another CHECK (merged_entry_id <> entry_id),
  CONSTRAINT proposal_closed_was_decided CHECK (state NOT IN ('approved', 'discarded') OR decided_by IS NOT NULL),
  CONSTRAINT proposal_in_review_was_submitted CHECK (state <> 'in_review' OR submitted_at IS NOT NULL),
  CONSTRAINT proposal_only_withdrawals_redirect CHECK (redirect_to IS NULL OR withdraws),
  CONSTRAINT proposal_schedule_is_whole
    CHECK ((publish_at IS NULL) = (scheduled_by IS NULL) AND (publish_at IS NULL) = (scheduled_hash IS NULL)),
  CONSTRAINT proposal_scheduled_is_in_review CHECK (publish_at IS NULL OR state = 'in_review'),
  CONSTRAINT proposal_withdrawal_says_why CHECK (withdraws = (withdrawal_reason IS NOT NULL))
);

-- Each time a revision went live: who approved exactly which content, and when. Immutable.
CREATE TABLE publication (
  id SERIAL PRIMARY KEY,
  entry_id INTEGER NOT NULL,
  revision_id INTEGER NOT NULL,
  proposal_id INTEGER,
  hash TEXT NOT NULL,
  -- What its page was called then: news/YYYY/MM/D/SLUG.md
  path TEXT NOT NULL,
  approved_by INTEGER NOT NULL,
  channel channel NOT NULL,
  at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  -- When the archive that an imported page came from published it, first and last: where its JSON says so.
  first_elsewhere TIMESTAMPTZ(3),
  last_elsewhere TIMESTAMPTZ(3)
);

-- A page keeps every address that it ever had.
CREATE TABLE former_path (
  path TEXT PRIMARY KEY,
  entry_id INTEGER NOT NULL,
  at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- A talk about one field of a proposal, or about it as a whole.
CREATE TABLE comment_thread (
  id SERIAL PRIMARY KEY,
  entry_id INTEGER NOT NULL,
  proposal_id INTEGER NOT NULL,
  -- The text that was read when the thread began.
  revision_id INTEGER NOT NULL,
  -- A field of the text; '' is the proposal as a whole.
  field TEXT NOT NULL,
  opened_by INTEGER NOT NULL,
  opened_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  resolved_by INTEGER,
  resolved_at TIMESTAMPTZ(3),
  CONSTRAINT comment_thread_resolved_is_whole CHECK ((resolved_by IS NULL) = (resolved_at IS NULL))
);

-- Immutable.
CREATE TABLE comment (
  id SERIAL PRIMARY KEY,
  thread_id INTEGER NOT NULL,
  author_id INTEGER NOT NULL,
  text TEXT NOT NULL,
  mentions INTEGER[] NOT NULL DEFAULT '{}',
  at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- Who has an entry open. Lost with a crash, and nobody misses it.
CREATE UNLOGGED TABLE presence (
  entry_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  tab TEXT NOT NULL,
  writes BOOLEAN NOT NULL DEFAULT false,
  seen_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (entry_id, person_id, tab)
);

-- ---------------------------------------------------------------------------------------------------------------------
-- Tables: days
-- ---------------------------------------------------------------------------------------------------------------------

-- A day's page as it stands: which order of entries is current.
CREATE TABLE day (
  day DATE PRIMARY KEY,
  order_id INTEGER,
  version INTEGER NOT NULL DEFAULT 1,
  -- What the last import of this day's page said.
  imported_hash TEXT
);

-- An immutable list of a day's entries, in the order of the page.
CREATE TABLE day_order (
  id SERIAL PRIMARY KEY,
  day DATE NOT NULL,
  entries JSONB NOT NULL,
  kept JSONB NOT NULL,
  author_id INTEGER NOT NULL,
  at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- Another order of a day that an editor proposed, and that waits for a reviewer. Its day and places never change.
CREATE TABLE day_order_proposal (
  id SERIAL PRIMARY KEY,
  day DATE NOT NULL,
  -- Every entry by what the order calls it, first to last.
  places TEXT[] NOT NULL,
  state order_proposal_state NOT NULL DEFAULT 'in_review',
  author_id INTEGER NOT NULL,
  -- Who else held what the author came in with.
  hands INTEGER[] NOT NULL DEFAULT '{}',
  at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  decided_by INTEGER,
  decided_at TIMESTAMPTZ(3),
  reason TEXT,
  CONSTRAINT day_order_proposal_decided CHECK ((state = 'in_review') = (decided_by IS NULL))
);

-- A reviewer signs a day off as it stood, or takes that back. Immutable.
CREATE TABLE day_sign_off (
  id SERIAL PRIMARY KEY,
  day DATE NOT NULL,
  person_id INTEGER NOT NULL,
  signed BOOLEAN NOT NULL,
  -- The hash of the day's order and published texts.
  content TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- ---------------------------------------------------------------------------------------------------------------------
-- Tables: free prose
-- ---------------------------------------------------------------------------------------------------------------------

-- Free prose of an imported tree (opinion, api, faq), returned as it came.
CREATE TABLE prose_page (
  path TEXT PRIMARY KEY,
  text TEXT NOT NULL,
  published_at TIMESTAMPTZ(3),
  imported_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  version_id INTEGER
);

-- A text that a page of free prose had. Immutable.
CREATE TABLE prose_version (
  id SERIAL PRIMARY KEY,
  path TEXT NOT NULL,
  text TEXT NOT NULL,
  at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- A text of a page of free prose that waits for somebody else's approval. Its path and text never change.
CREATE TABLE prose_proposal (
  id SERIAL PRIMARY KEY,
  path TEXT NOT NULL,
  text TEXT NOT NULL,
  hash TEXT NOT NULL,
  state prose_state NOT NULL DEFAULT 'in_review',
  base_version_id INTEGER,
  author_id INTEGER NOT NULL,
  at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  decided_by INTEGER,
  decided_at TIMESTAMPTZ(3),
  reason TEXT,
  -- Who else held what the author came in with.
  hands INTEGER[] NOT NULL DEFAULT '{}',
  CONSTRAINT prose_proposal_decided CHECK ((state = 'in_review') = (decided_by IS NULL))
);

-- ---------------------------------------------------------------------------------------------------------------------
-- Tables: contexts
-- ---------------------------------------------------------------------------------------------------------------------

-- A named term. Its id in a text stays; what the id means may change by merges.
CREATE TABLE context (
  id SERIAL PRIMARY KEY,
  name TEXT NOT NULL,
  -- As names are compared. Above 0, `twin` keeps apart names that an older folding told apart: it adds characters that
  -- no folded name has. Such names are offered as a pair for merging.
  folded TEXT NOT NULL GENERATED ALWAYS AS (fold(name) || repeat(chr(1), twin)) STORED,
  twin INTEGER NOT NULL DEFAULT 0,
  kind TEXT NOT NULL DEFAULT '',
  wikidata_id TEXT,
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  description TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL DEFAULT 1,
  -- Where merges lead to in the end: texts keep the id that they have.
  merged_into INTEGER,
  -- What it was merged into by hand: a merge that is undone takes back this step alone.
  joined_to INTEGER,
  -- The fields that the context which stays took over: they go back when the merge is undone.
  lent TEXT[] NOT NULL DEFAULT '{}',
  -- The name that it was born with, once somebody gave it another. Pages spell a context in their own way only while
  -- nobody named it.
  first_name TEXT,
  CONSTRAINT context_is_not_merged_into_itself CHECK (merged_into <> id),
  CONSTRAINT context_joined_is_merged CHECK ((joined_to IS NULL) = (merged_into IS NULL)),
  CONSTRAINT context_kind_is_known
    CHECK (kind IN ('', 'person', 'place', 'organisation', 'event', 'work', 'topic', 'other')),
  CONSTRAINT context_wikidata_shape CHECK (wikidata_id ~ '^Q[1-9][0-9]*$')
);

-- Other names of a context.
CREATE TABLE context_alias (
  id SERIAL PRIMARY KEY,
  context_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  folded TEXT NOT NULL GENERATED ALWAYS AS (fold(name) || repeat(chr(1), twin)) STORED,
  twin INTEGER NOT NULL DEFAULT 0
);

-- A change of names that readers would see: it waits for somebody else than who asked.
CREATE TABLE context_change (
  id SERIAL PRIMARY KEY,
  context_id INTEGER NOT NULL,
  asked JSONB NOT NULL,
  -- in_review, changes_requested, approved or discarded
  state TEXT NOT NULL DEFAULT 'in_review',
  asked_by INTEGER NOT NULL,
  asked_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  decided_by INTEGER,
  decided_at TIMESTAMPTZ(3),
  reason TEXT,
  -- Who else held what the asker came in with.
  hands INTEGER[] NOT NULL DEFAULT '{}',
  CONSTRAINT context_change_decided CHECK (state = 'in_review' OR decided_by IS NOT NULL),
  CONSTRAINT context_change_state_check CHECK (state IN ('in_review', 'changes_requested', 'approved', 'discarded'))
);

-- What a context was called and meant up to a position of the log of changes, for the archive as it stood then.
CREATE TABLE context_naming (
  id INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  context_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  merged_into INTEGER,
  until INTEGER NOT NULL
);

-- What somebody looked at and left apart does not come back.
CREATE TABLE dismissed_context_pair (
  low_id INTEGER NOT NULL,
  high_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (low_id, high_id),
  CONSTRAINT dismissed_context_pair_in_order CHECK (low_id < high_id)
);

-- ---------------------------------------------------------------------------------------------------------------------
-- Tables: evidence
-- ---------------------------------------------------------------------------------------------------------------------

-- Publishers under managed names.
CREATE TABLE publisher (
  id SERIAL PRIMARY KEY,
  name TEXT NOT NULL,
  folded TEXT NOT NULL GENERATED ALWAYS AS (fold(name) || repeat(chr(1), twin)) STORED,
  twin INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 1,
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE publisher_domain (
  domain TEXT PRIMARY KEY,
  publisher_id INTEGER NOT NULL
);

-- What is known of each address that a source has. The worker fills this and what follows from the texts, behind saves
-- and imports, so that neither waits for it.
CREATE TABLE source_address (
  id SERIAL PRIMARY KEY,
  -- The normalised form: two spellings of one address are one row.
  address TEXT NOT NULL,
  -- As it was written first: what is fetched.
  url TEXT NOT NULL,
  host TEXT NOT NULL,
  status address_status NOT NULL DEFAULT 'unchecked',
  http_status INTEGER,
  redirect TEXT,
  problem TEXT,
  failures INTEGER NOT NULL DEFAULT 0,
  checked_at TIMESTAMPTZ(3),
  seen_at TIMESTAMPTZ(3),
  next_check_at TIMESTAMPTZ(3),
  archived TEXT,
  archived_at TIMESTAMPTZ(3),
  -- Since when it has this status.
  status_at TIMESTAMPTZ(3),
  failing_since TIMESTAMPTZ(3)
);

-- One address of a host is asked for at a time: whoever checks holds the host until `free_at`.
CREATE TABLE source_host (
  host TEXT PRIMARY KEY,
  -- The earliest check that one of its addresses waits for.
  due_at TIMESTAMPTZ(3),
  free_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- The texts that have an address, with the name that they give its publisher; '' for a cover image.
CREATE TABLE source_use (
  address_id INTEGER NOT NULL,
  revision_id INTEGER NOT NULL,
  entry_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (address_id, revision_id)
);

-- How often each name is given to addresses of a host.
CREATE TABLE source_name (
  host TEXT NOT NULL,
  name TEXT NOT NULL,
  uses INTEGER NOT NULL,
  PRIMARY KEY (host, name)
);

-- How far the texts are learned. Ids are given before their transactions end, so what lies below `frontier` is looked
-- at again, once everybody who was at work at `window_at` is done; then it is `confirmed`. One row.
CREATE TABLE source_learning (
  id INTEGER PRIMARY KEY DEFAULT 1,
  frontier INTEGER NOT NULL DEFAULT 0,
  confirmed INTEGER NOT NULL DEFAULT 0,
  window_to INTEGER,
  window_at TIMESTAMPTZ,
  CONSTRAINT source_learning_id_check CHECK (id = 1),
  CONSTRAINT source_learning_window_is_whole CHECK ((window_to IS NULL) = (window_at IS NULL))
);

-- ---------------------------------------------------------------------------------------------------------------------
-- Tables: the audit log and who hears of it
-- ---------------------------------------------------------------------------------------------------------------------

-- Who did what, when and why. Immutable.
CREATE TABLE audit_event (
  id SERIAL PRIMARY KEY,
  at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  actor_id INTEGER,
  channel channel NOT NULL,
  type TEXT NOT NULL,
  entry_id INTEGER,
  proposal_id INTEGER,
  reason TEXT,
  detail JSONB NOT NULL DEFAULT '{}'
);

-- Audit events wait here until notices were made of them.
CREATE TABLE notification_due (
  audit_event_id INTEGER PRIMARY KEY
);

-- Who wants to hear of an entry.
CREATE TABLE follow (
  person_id INTEGER NOT NULL,
  entry_id INTEGER NOT NULL,
  at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (person_id, entry_id)
);

-- A notice of an audit event to one of its recipients, once for each.
CREATE TABLE notification (
  id SERIAL PRIMARY KEY,
  person_id INTEGER NOT NULL,
  audit_event_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  read_at TIMESTAMPTZ(3),
  -- Set while mail is wanted of it and was not sent.
  mail_due_at TIMESTAMPTZ(3),
  UNIQUE (person_id, audit_event_id)
);

-- An address that receives signed reports of what happened.
CREATE TABLE webhook (
  id SERIAL PRIMARY KEY,
  url TEXT NOT NULL,
  -- Sealed with a key of this instance; empty once the webhook was removed.
  secret TEXT NOT NULL,
  topics TEXT[] NOT NULL,
  -- The last change of the archive that this address received.
  seen_position INTEGER NOT NULL DEFAULT 0,
  created_by INTEGER NOT NULL,
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  removed_at TIMESTAMPTZ(3)
);

-- The result of each delivery.
CREATE TABLE webhook_delivery (
  id SERIAL PRIMARY KEY,
  webhook_id INTEGER NOT NULL,
  topic TEXT NOT NULL,
  body TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  due_at TIMESTAMPTZ(3) DEFAULT CURRENT_TIMESTAMP,
  delivered_at TIMESTAMPTZ(3),
  problem TEXT,
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  -- The audit event that it reports, if there is one.
  audit_event_id INTEGER
);

-- ---------------------------------------------------------------------------------------------------------------------
-- Tables: the published archive, its exports and imports
-- ---------------------------------------------------------------------------------------------------------------------

-- One row: the archive's own name, and how far its log of changes goes.
CREATE TABLE archive_state (
  id INTEGER PRIMARY KEY DEFAULT 1,
  -- The last position of archive_change; raised in each transaction that changes what an export would write.
  position INTEGER NOT NULL DEFAULT 0,
  identity UUID NOT NULL DEFAULT gen_random_uuid(),
  CONSTRAINT archive_state_one_row CHECK (id = 1)
);

-- What changed for readers, in the order of the commits: positions have no gaps, because they are given under the lock
-- of archive_state, which a transaction takes last. An instant therefore names one state of the archive for ever.
-- Immutable.
CREATE TABLE archive_change (
  position INTEGER PRIMARY KEY,
  at TIMESTAMPTZ(3) NOT NULL,
  kind change_kind NOT NULL,
  path TEXT NOT NULL,
  day DATE,
  entry_id INTEGER,
  publication_id INTEGER,
  order_id INTEGER,
  prose_id INTEGER,
  -- Where readers of a withdrawn page are sent.
  redirect TEXT,
  -- A page that changed because a context is called otherwise: its text is the same, so it is no new version.
  naming BOOLEAN NOT NULL DEFAULT false
);

-- Where exports go. A run that takes a target raises its fence: an older run that wakes up later writes nothing.
CREATE TABLE export_target (
  id SERIAL PRIMARY KEY,
  name TEXT NOT NULL,
  kind target_kind NOT NULL,
  -- A folder below the export root, or a git remote.
  place TEXT NOT NULL,
  settings JSONB NOT NULL,
  -- A cron expression.
  schedule TEXT,
  on_approval BOOLEAN NOT NULL DEFAULT false,
  debounce_seconds INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 1,
  -- Raised by each run that takes the target: an older run that wakes up later writes nothing.
  fence INTEGER NOT NULL DEFAULT 0,
  -- What the target holds since the last run.
  held JSONB,
  -- The last change of the archive that a run of this target was begun for, or has seen.
  seen_position INTEGER NOT NULL DEFAULT 0,
  created_by INTEGER NOT NULL,
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  removed_at TIMESTAMPTZ(3)
);

-- Uploaded archives wait here for a worker, whichever machine it runs on.
CREATE TABLE upload (
  id SERIAL PRIMARY KEY,
  name TEXT NOT NULL,
  size BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  created_by INTEGER NOT NULL,
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE upload_part (
  upload_id INTEGER NOT NULL,
  n INTEGER NOT NULL,
  bytes BYTEA NOT NULL,
  PRIMARY KEY (upload_id, n)
);

-- One export, import or bulk action: asked for, claimed by a worker, ended.
CREATE TABLE archive_run (
  id SERIAL PRIMARY KEY,
  kind run_kind NOT NULL,
  state run_state NOT NULL DEFAULT 'waiting',
  cause run_cause NOT NULL,
  target_id INTEGER,
  upload_id INTEGER,
  options JSONB NOT NULL DEFAULT '{}',
  person_id INTEGER,
  -- Who else held what it was asked for with.
  hands INTEGER[] NOT NULL DEFAULT '{}',
  idempotency_key TEXT,
  request_hash TEXT,
  not_before TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  fence INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0,
  worker TEXT,
  lease_until TIMESTAMPTZ(3),
  cancel_asked_at TIMESTAMPTZ(3),
  progress JSONB NOT NULL DEFAULT '{}',
  report JSONB,
  problem TEXT,
  retry_of INTEGER,
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  started_at TIMESTAMPTZ(3),
  ended_at TIMESTAMPTZ(3),
  CONSTRAINT archive_run_export_has_target CHECK (kind <> 'export' OR target_id IS NOT NULL),
  CONSTRAINT archive_run_failed_says_why CHECK (state <> 'failed' OR problem IS NOT NULL)
);

-- What a run said on its way.
CREATE TABLE run_line (
  run_id INTEGER NOT NULL,
  n INTEGER NOT NULL,
  at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  level TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (run_id, n)
);

-- Its plan, file by file: of an export what is added, changed and removed, of an import what is not exact.
CREATE TABLE run_file (
  run_id INTEGER NOT NULL,
  n INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  path TEXT NOT NULL,
  line INTEGER,
  detail TEXT,
  PRIMARY KEY (run_id, n)
);

-- What a bulk run does, one entry at a time. A row ends once; whoever takes the run up again goes on with the others.
CREATE TABLE bulk_item (
  run_id INTEGER NOT NULL,
  n INTEGER NOT NULL,
  entry_id INTEGER NOT NULL,
  -- The content that was seen.
  hash TEXT,
  begun_at TIMESTAMPTZ(3),
  outcome TEXT,
  detail TEXT,
  PRIMARY KEY (run_id, n),
  CONSTRAINT bulk_item_outcome_check CHECK (outcome IN ('done', 'failed'))
);

-- What an import could not decide. The key makes a second import find the same thing, not another.
CREATE TABLE import_issue (
  id SERIAL PRIMARY KEY,
  kind import_issue_kind NOT NULL,
  key TEXT NOT NULL UNIQUE,
  day DATE NOT NULL,
  entries INTEGER[] NOT NULL,
  detail JSONB NOT NULL,
  found_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  resolved_at TIMESTAMPTZ(3),
  resolved_by INTEGER,
  resolved_as TEXT,
  CONSTRAINT import_issue_resolved_by_somebody CHECK ((resolved_at IS NULL) = (resolved_by IS NULL))
);

-- The pages of the usual export, made ahead by the worker. They only save time: what a crash of the server takes away
-- is made again.
CREATE UNLOGGED TABLE ready_page (
  path TEXT COLLATE "C" PRIMARY KEY,
  text TEXT NOT NULL,
  missing JSONB
);
ALTER TABLE ready_page ALTER COLUMN text SET STORAGE EXTERNAL;

CREATE UNLOGGED TABLE ready_state (
  id INTEGER PRIMARY KEY DEFAULT 1,
  key TEXT NOT NULL,
  position INTEGER NOT NULL,
  CONSTRAINT ready_state_id_check CHECK (id = 1)
);

-- ---------------------------------------------------------------------------------------------------------------------
-- Tables: what is learned of texts, behind saves, approvals and imports
-- ---------------------------------------------------------------------------------------------------------------------

-- Entries whose published or proposed text changed and is still to be learned. An entry may wait more than once.
CREATE TABLE learning_due (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  entry_id INTEGER NOT NULL
);

-- The published text of each entry that was learned last: what is taken out again when another one comes.
CREATE TABLE learned_entry (
  entry_id INTEGER PRIMARY KEY,
  revision_id INTEGER NOT NULL
);

-- The contexts of published entries: as the text says, and what that means since contexts were merged.
CREATE TABLE entry_context (
  entry_id INTEGER NOT NULL,
  raw_id INTEGER NOT NULL,
  context_id INTEGER NOT NULL,
  day DATE NOT NULL,
  PRIMARY KEY (entry_id, raw_id)
);

-- How often published entries name a context, and when.
CREATE TABLE context_use (
  context_id INTEGER PRIMARY KEY,
  entries INTEGER NOT NULL,
  first_day DATE NOT NULL,
  last_day DATE NOT NULL
);

-- Pairs of contexts whose names look like one, the smaller id first, kept behind every change of a name.
CREATE TABLE context_near (
  low_id INTEGER NOT NULL,
  high_id INTEGER NOT NULL,
  reason TEXT NOT NULL,
  score REAL NOT NULL,
  PRIMARY KEY (low_id, high_id),
  CONSTRAINT context_near_in_order CHECK (low_id < high_id)
);

-- Contexts whose names are still to be compared with the others.
CREATE TABLE context_near_due (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  context_id INTEGER NOT NULL
);

-- A run of one to three telling words, by a number that stands for it: how many published entries have it, and how many
-- of those have which context, as their texts say it.
CREATE TABLE word_gram (
  key BIGINT PRIMARY KEY,
  entries INTEGER NOT NULL,
  contexts INTEGER[] NOT NULL,
  counts INTEGER[] NOT NULL,
  CONSTRAINT word_gram_counts_each_context CHECK (cardinality(contexts) = cardinality(counts))
) WITH (fillfactor = 80);

-- The ways in which texts may speak the names and aliases of contexts.
CREATE TABLE spoken_name (
  key BIGINT NOT NULL,
  context_id INTEGER NOT NULL,
  -- whole, bare, before-comma, head or alias
  form TEXT NOT NULL,
  PRIMARY KEY (key, context_id),
  CONSTRAINT spoken_name_form_check CHECK (form IN ('whole', 'bare', 'before-comma', 'head', 'alias'))
);

-- Contexts whose names changed and are still to be learned.
CREATE TABLE naming_due (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  context_id INTEGER NOT NULL
);

-- The words that led to a context which was dismissed for an entry: each counts against it.
CREATE TABLE gram_dismissal (
  entry_id INTEGER NOT NULL,
  context_id INTEGER NOT NULL,
  key BIGINT NOT NULL,
  PRIMARY KEY (entry_id, context_id, key)
);

-- What was dismissed for an entry does not come back. Two entries that are not the same are one row: the smaller id
-- first.
CREATE TABLE dismissed_suggestion (
  entry_id INTEGER NOT NULL,
  -- context, related or duplicate
  kind TEXT NOT NULL,
  subject_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (entry_id, kind, subject_id),
  CONSTRAINT dismissed_pair_is_in_order CHECK (kind <> 'duplicate' OR entry_id < subject_id),
  CONSTRAINT dismissed_suggestion_kind_check CHECK (kind IN ('context', 'related', 'duplicate'))
);

-- In how many published entries each word stands. The empty word stands in each of them, so it counts them.
CREATE TABLE word_use (
  id INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  word TEXT NOT NULL,
  entries INTEGER NOT NULL
);

-- The gist of a published entry: its innermost topic, and the words of its text and topics.
CREATE TABLE entry_gist (
  entry_id INTEGER PRIMARY KEY,
  day DATE NOT NULL,
  topic TEXT NOT NULL,
  words INTEGER[] NOT NULL
);

-- The rarest words of each entry, by which it is found.
CREATE TABLE entry_word (
  word_id INTEGER NOT NULL,
  day DATE NOT NULL,
  entry_id INTEGER NOT NULL,
  PRIMARY KEY (word_id, day, entry_id)
);

-- What is searched: a document for each entry, of the newest text that somebody works on, else the one that readers
-- see.
CREATE TABLE search_document (
  entry_id INTEGER PRIMARY KEY,
  day DATE NOT NULL,
  edition TEXT NOT NULL,
  -- As the text says: what a merged context means is found when it is asked for.
  contexts INTEGER[] NOT NULL,
  publishers INTEGER[] NOT NULL,
  document TSVECTOR NOT NULL,
  -- False where nothing but discarded drafts is left of the entry.
  shown BOOLEAN NOT NULL DEFAULT true
);

-- The names that sources give their publishers, and how many entries have each.
CREATE TABLE search_publisher (
  id INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name TEXT NOT NULL,
  folded TEXT NOT NULL GENERATED ALWAYS AS (fold(name)) STORED,
  entries INTEGER NOT NULL DEFAULT 0
);

-- Every word and stem of the documents: how many have it as a word, which tells what a typed word may have meant, and
-- how many have it at all.
CREATE TABLE search_word (
  word TEXT PRIMARY KEY,
  documents INTEGER NOT NULL,
  found INTEGER NOT NULL
) WITH (fillfactor = 70);

-- ---------------------------------------------------------------------------------------------------------------------
-- Foreign keys
-- Keys of rows that point at each other and are written together are checked at the commit.
-- ---------------------------------------------------------------------------------------------------------------------

ALTER TABLE token
  ADD FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE recovery_code
  ADD FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE;
ALTER TABLE outside_identity
  ADD FOREIGN KEY (person_id) REFERENCES person (id);
ALTER TABLE invitation
  ADD FOREIGN KEY (invited_by) REFERENCES person (id);
ALTER TABLE password_reset
  ADD FOREIGN KEY (person_id) REFERENCES person (id);
ALTER TABLE person_session
  ADD FOREIGN KEY (person_id) REFERENCES person (id);
ALTER TABLE known_device
  ADD FOREIGN KEY (person_id) REFERENCES person (id);
ALTER TABLE saved_search
  ADD FOREIGN KEY (person_id) REFERENCES person (id);
ALTER TABLE entry
  ADD FOREIGN KEY (published_revision_id) REFERENCES revision (id) ON DELETE SET NULL ON UPDATE CASCADE
    DEFERRABLE INITIALLY DEFERRED,
  ADD FOREIGN KEY (redirect_to) REFERENCES entry (id);
ALTER TABLE revision
  ADD FOREIGN KEY (entry_id) REFERENCES entry (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD FOREIGN KEY (proposal_id) REFERENCES proposal (id) ON DELETE SET NULL ON UPDATE CASCADE,
  ADD FOREIGN KEY (author_id) REFERENCES person (id);
ALTER TABLE proposal
  ADD FOREIGN KEY (entry_id) REFERENCES entry (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD FOREIGN KEY (revision_id) REFERENCES revision (id) ON DELETE SET NULL ON UPDATE CASCADE
    DEFERRABLE INITIALLY DEFERRED,
  ADD FOREIGN KEY (base_revision_id) REFERENCES revision (id) ON DELETE SET NULL ON UPDATE CASCADE,
  ADD FOREIGN KEY (opened_by) REFERENCES person (id),
  ADD FOREIGN KEY (decided_by) REFERENCES person (id),
  ADD FOREIGN KEY (redirect_to) REFERENCES entry (id),
  ADD FOREIGN KEY (assigned_to) REFERENCES person (id),
  ADD FOREIGN KEY (scheduled_by) REFERENCES person (id),
  ADD FOREIGN KEY (merged_entry_id) REFERENCES entry (id),
  ADD FOREIGN KEY (joined_into) REFERENCES proposal (id);
ALTER TABLE publication
  ADD FOREIGN KEY (entry_id) REFERENCES entry (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD FOREIGN KEY (revision_id) REFERENCES revision (id),
  ADD FOREIGN KEY (proposal_id) REFERENCES proposal (id),
  ADD FOREIGN KEY (approved_by) REFERENCES person (id);
ALTER TABLE former_path
  ADD FOREIGN KEY (entry_id) REFERENCES entry (id);
ALTER TABLE comment_thread
  ADD FOREIGN KEY (entry_id) REFERENCES entry (id),
  ADD FOREIGN KEY (proposal_id) REFERENCES proposal (id),
  ADD FOREIGN KEY (revision_id) REFERENCES revision (id),
  ADD FOREIGN KEY (opened_by) REFERENCES person (id),
  ADD FOREIGN KEY (resolved_by) REFERENCES person (id);
ALTER TABLE comment
  ADD FOREIGN KEY (thread_id) REFERENCES comment_thread (id),
  ADD FOREIGN KEY (author_id) REFERENCES person (id);
ALTER TABLE day
  ADD FOREIGN KEY (order_id) REFERENCES day_order (id) ON DELETE SET NULL ON UPDATE CASCADE
    DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE day_order
  ADD FOREIGN KEY (day) REFERENCES day (day) ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE day_order_proposal
  ADD FOREIGN KEY (day) REFERENCES day (day),
  ADD FOREIGN KEY (author_id) REFERENCES person (id),
  ADD FOREIGN KEY (decided_by) REFERENCES person (id);
ALTER TABLE day_sign_off
  ADD FOREIGN KEY (person_id) REFERENCES person (id);
ALTER TABLE prose_page
  ADD FOREIGN KEY (version_id) REFERENCES prose_version (id);
ALTER TABLE prose_proposal
  ADD FOREIGN KEY (base_version_id) REFERENCES prose_version (id),
  ADD FOREIGN KEY (author_id) REFERENCES person (id),
  ADD FOREIGN KEY (decided_by) REFERENCES person (id);
ALTER TABLE context
  ADD FOREIGN KEY (merged_into) REFERENCES context (id),
  ADD FOREIGN KEY (joined_to) REFERENCES context (id);
ALTER TABLE context_alias
  ADD FOREIGN KEY (context_id) REFERENCES context (id) ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE context_change
  ADD FOREIGN KEY (context_id) REFERENCES context (id),
  ADD FOREIGN KEY (asked_by) REFERENCES person (id),
  ADD FOREIGN KEY (decided_by) REFERENCES person (id);
ALTER TABLE context_naming
  ADD FOREIGN KEY (context_id) REFERENCES context (id),
  ADD FOREIGN KEY (merged_into) REFERENCES context (id);
ALTER TABLE dismissed_context_pair
  ADD FOREIGN KEY (low_id) REFERENCES context (id),
  ADD FOREIGN KEY (high_id) REFERENCES context (id),
  ADD FOREIGN KEY (person_id) REFERENCES person (id);
ALTER TABLE publisher_domain
  ADD FOREIGN KEY (publisher_id) REFERENCES publisher (id) ON DELETE CASCADE;
ALTER TABLE source_use
  ADD FOREIGN KEY (address_id) REFERENCES source_address (id);
ALTER TABLE audit_event
  ADD FOREIGN KEY (actor_id) REFERENCES person (id);
ALTER TABLE follow
  ADD FOREIGN KEY (person_id) REFERENCES person (id),
  ADD FOREIGN KEY (entry_id) REFERENCES entry (id);
ALTER TABLE notification
  ADD FOREIGN KEY (person_id) REFERENCES person (id),
  ADD FOREIGN KEY (audit_event_id) REFERENCES audit_event (id);
ALTER TABLE webhook
  ADD FOREIGN KEY (created_by) REFERENCES person (id);
ALTER TABLE webhook_delivery
  ADD FOREIGN KEY (webhook_id) REFERENCES webhook (id),
  ADD FOREIGN KEY (audit_event_id) REFERENCES audit_event (id);
ALTER TABLE archive_change
  ADD FOREIGN KEY (entry_id) REFERENCES entry (id),
  ADD FOREIGN KEY (publication_id) REFERENCES publication (id),
  ADD FOREIGN KEY (order_id) REFERENCES day_order (id),
  ADD FOREIGN KEY (prose_id) REFERENCES prose_version (id);
ALTER TABLE export_target
  ADD FOREIGN KEY (created_by) REFERENCES person (id);
ALTER TABLE upload
  ADD FOREIGN KEY (created_by) REFERENCES person (id);
ALTER TABLE upload_part
  ADD FOREIGN KEY (upload_id) REFERENCES upload (id) ON DELETE CASCADE;
ALTER TABLE archive_run
  ADD FOREIGN KEY (target_id) REFERENCES export_target (id),
  ADD FOREIGN KEY (upload_id) REFERENCES upload (id) ON DELETE SET NULL,
  ADD FOREIGN KEY (person_id) REFERENCES person (id),
  ADD FOREIGN KEY (retry_of) REFERENCES archive_run (id);
ALTER TABLE run_line
  ADD FOREIGN KEY (run_id) REFERENCES archive_run (id) ON DELETE CASCADE;
ALTER TABLE run_file
  ADD FOREIGN KEY (run_id) REFERENCES archive_run (id) ON DELETE CASCADE;
ALTER TABLE bulk_item
  ADD FOREIGN KEY (run_id) REFERENCES archive_run (id) ON DELETE CASCADE,
  ADD FOREIGN KEY (entry_id) REFERENCES entry (id);
ALTER TABLE import_issue
  ADD FOREIGN KEY (resolved_by) REFERENCES person (id);
ALTER TABLE context_near
  ADD FOREIGN KEY (low_id) REFERENCES context (id),
  ADD FOREIGN KEY (high_id) REFERENCES context (id);
ALTER TABLE spoken_name
  ADD FOREIGN KEY (context_id) REFERENCES context (id);
ALTER TABLE dismissed_suggestion
  ADD FOREIGN KEY (entry_id) REFERENCES entry (id),
  ADD FOREIGN KEY (person_id) REFERENCES person (id);

-- ---------------------------------------------------------------------------------------------------------------------
-- Indexes
-- ---------------------------------------------------------------------------------------------------------------------

CREATE UNIQUE INDEX person_email_key ON person (email);
-- Who may review.
CREATE INDEX person_role_idx ON person (role) WHERE disabled_at IS NULL;

CREATE INDEX token_person_id_idx ON token (person_id);
CREATE UNIQUE INDEX token_secret_hash_key ON token (secret_hash);

-- One open invitation of an address.
CREATE UNIQUE INDEX invitation_open_key ON invitation (email) WHERE used_at IS NULL AND revoked_at IS NULL;

CREATE INDEX password_reset_person_id_idx ON password_reset (person_id);

-- Open sessions of a person.
CREATE INDEX person_session_person_id_idx ON person_session (person_id) WHERE ended_at IS NULL;

CREATE INDEX known_device_person_id_idx ON known_device (person_id, seen_at);

-- Two searches of a person never have one name.
CREATE UNIQUE INDEX saved_search_name_key ON saved_search (person_id, fold(name));

CREATE INDEX entry_day_id_idx ON entry (day, id);
CREATE UNIQUE INDEX entry_path_key ON entry (path);
CREATE INDEX entry_published_at_id_idx ON entry (published_at DESC, id DESC);
CREATE UNIQUE INDEX entry_published_revision_id_key ON entry (published_revision_id);
-- Which withdrawn pages send their readers to one.
CREATE INDEX entry_redirect_to_idx ON entry (redirect_to) WHERE redirect_to IS NOT NULL;
CREATE INDEX entry_search_idx ON entry USING gin (search);
-- Addresses of a day that drafts of an import wait for.
CREATE INDEX entry_waiting_path_idx ON entry (path text_pattern_ops) WHERE published_revision_id IS NULL;
-- Withdrawn entries, by day.
CREATE INDEX entry_withdrawn_idx ON entry (day, id) WHERE withdrawn_at IS NOT NULL;

CREATE INDEX revision_author_idx ON revision (author_id, entry_id);
-- Texts by how they came in; those of imports, most of them, are found by their days.
CREATE INDEX revision_channel_idx ON revision (channel, entry_id) WHERE channel <> 'import';
CREATE INDEX revision_entry_id_id_idx ON revision (entry_id, id);
CREATE INDEX revision_proposal_id_idx ON revision (proposal_id);
-- Published texts that name an entry: their pages show its title.
CREATE INDEX revision_related_entries_idx ON revision USING gin (related_entries(related));
-- A save that is sent twice is one.
CREATE UNIQUE INDEX revision_save_key ON revision (author_id, save_key) WHERE save_key IS NOT NULL;

-- An entry goes into one other at a time.
CREATE UNIQUE INDEX proposal_merged_entry_key ON proposal (merged_entry_id)
  WHERE state IN ('draft', 'in_review', 'changes_requested');
-- What waits for one reviewer, oldest first.
CREATE INDEX proposal_assigned_idx ON proposal (assigned_to, submitted_at, id)
  WHERE state = 'in_review' AND assigned_to IS NOT NULL;
CREATE INDEX proposal_entry_id_idx ON proposal (entry_id);
-- Whose texts went into a proposal: they count among its authors.
CREATE INDEX proposal_joined_into_idx ON proposal (joined_into) WHERE joined_into IS NOT NULL;
-- One open proposal of an entry.
CREATE UNIQUE INDEX proposal_one_open_key ON proposal (entry_id)
  WHERE state IN ('draft', 'in_review', 'changes_requested');
-- Lists of entries by where they stand.
CREATE INDEX proposal_open_state_idx ON proposal (state, entry_id)
  WHERE state IN ('draft', 'in_review', 'changes_requested');
CREATE INDEX proposal_opened_by_state_updated_at_idx ON proposal (opened_by, state, updated_at DESC);
-- Approvals for later, the next one first.
CREATE INDEX proposal_publish_at_idx ON proposal (publish_at, id) WHERE publish_at IS NOT NULL;
-- The queue of reviewers, oldest first.
CREATE INDEX proposal_queue_idx ON proposal (submitted_at, id) WHERE state = 'in_review';
-- Small fixes in the queue.
CREATE INDEX proposal_small_idx ON proposal (submitted_at, id)
  WHERE state = 'in_review' AND is_small AND sized_revision_id = revision_id;
-- What waits for any reviewer, oldest first.
CREATE INDEX proposal_unassigned_idx ON proposal (submitted_at, id)
  WHERE state = 'in_review' AND assigned_to IS NULL;
-- What nobody looked at yet whether it is small.
CREATE INDEX proposal_unsized_idx ON proposal (id)
  WHERE state = 'in_review' AND NOT withdraws
    AND (sized_revision_id IS DISTINCT FROM revision_id OR sized_base_id IS DISTINCT FROM base_revision_id);

CREATE INDEX publication_approved_by_idx ON publication (approved_by, entry_id);
CREATE INDEX publication_entry_id_id_idx ON publication (entry_id, id);

CREATE INDEX former_path_entry_id_idx ON former_path (entry_id);
-- Addresses of a day that its pages had.
CREATE INDEX former_path_prefix_idx ON former_path (path text_pattern_ops);

CREATE INDEX comment_thread_entry_id_idx ON comment_thread (entry_id, id);
-- The open threads of a proposal.
CREATE INDEX comment_thread_open_idx ON comment_thread (proposal_id) WHERE resolved_at IS NULL;
CREATE INDEX comment_thread_proposal_id_idx ON comment_thread (proposal_id, id);

CREATE INDEX comment_thread_id_id_idx ON comment (thread_id, id);

CREATE INDEX presence_seen_at_idx ON presence (seen_at);

CREATE UNIQUE INDEX day_order_id_key ON day (order_id);

CREATE INDEX day_order_day_id_idx ON day_order (day, id);

-- What somebody proposed and is not decided.
CREATE INDEX day_order_proposal_author_idx ON day_order_proposal (author_id, at DESC) WHERE state = 'in_review';
-- One order at a time of a person and a day.
CREATE UNIQUE INDEX day_order_proposal_open_idx ON day_order_proposal (day, author_id) WHERE state = 'in_review';
-- The queue of reviewers, oldest first.
CREATE INDEX day_order_proposal_queue_idx ON day_order_proposal (at, id) WHERE state = 'in_review';

CREATE INDEX day_sign_off_day_id_idx ON day_sign_off (day, id DESC);

CREATE INDEX prose_version_path_id_idx ON prose_version (path, id);

-- What somebody proposed and is not decided.
CREATE INDEX prose_proposal_author_idx ON prose_proposal (author_id, at DESC) WHERE state = 'in_review';
-- One text of a page waits at a time.
CREATE UNIQUE INDEX prose_proposal_open_idx ON prose_proposal (path) WHERE state = 'in_review';
-- The queue of reviewers, oldest first.
CREATE INDEX prose_proposal_queue_idx ON prose_proposal (at, id) WHERE state = 'in_review';

-- Contexts that mean or are called something else than at first.
CREATE INDEX context_altered_idx ON context (id) WHERE merged_into IS NOT NULL OR first_name IS NOT NULL;
CREATE UNIQUE INDEX context_folded_key ON context (folded);
-- Names by their beginning.
CREATE INDEX context_folded_prefix_idx ON context (folded text_pattern_ops);
-- Names that are alike; `fastupdate` is off, or imports would slow look-ups down.
CREATE INDEX context_folded_trgm_idx ON context USING gin (folded gin_trgm_ops) WITH (fastupdate = off);
-- What was merged into a context by hand.
CREATE INDEX context_joined_to_idx ON context (joined_to) WHERE joined_to IS NOT NULL;
-- What means a context.
CREATE INDEX context_merged_into_idx ON context (merged_into) WHERE merged_into IS NOT NULL;
-- Names that only their own letters tell apart.
CREATE INDEX context_twin_name_idx ON context (name) WHERE twin > 0;
-- Contexts of which nobody said what they are.
CREATE INDEX context_without_kind_idx ON context (id) WHERE kind = '' AND merged_into IS NULL;
-- Names by any of their words.
CREATE INDEX context_words_idx ON context USING gin (to_tsvector('simple'::regconfig, plain_words(name)));

CREATE INDEX context_alias_context_id_idx ON context_alias (context_id);
CREATE UNIQUE INDEX context_alias_folded_key ON context_alias (folded);
-- Names by their beginning.
CREATE INDEX context_alias_folded_prefix_idx ON context_alias (folded text_pattern_ops);
-- Names that are alike; `fastupdate` is off, or imports would slow look-ups down.
CREATE INDEX context_alias_folded_trgm_idx ON context_alias USING gin (folded gin_trgm_ops) WITH (fastupdate = off);
-- Names that only their own letters tell apart.
CREATE INDEX context_alias_twin_name_idx ON context_alias (name) WHERE twin > 0;
-- Names by any of their words.
CREATE INDEX context_alias_words_idx ON context_alias USING gin (to_tsvector('simple'::regconfig, plain_words(name)));

-- What somebody asked for and is not done.
CREATE INDEX context_change_asked_by_idx ON context_change (asked_by, asked_at DESC)
  WHERE state IN ('in_review', 'changes_requested');
CREATE INDEX context_change_context_id_idx ON context_change (context_id);
-- One change of a context waits at a time.
CREATE UNIQUE INDEX context_change_open_key ON context_change (context_id) WHERE state = 'in_review';
-- The queue of reviewers, oldest first.
CREATE INDEX context_change_queue_idx ON context_change (asked_at, id) WHERE state = 'in_review';

CREATE INDEX context_naming_context_id_idx ON context_naming (context_id, until, id);

CREATE INDEX dismissed_context_pair_high_id_idx ON dismissed_context_pair (high_id);

CREATE UNIQUE INDEX publisher_folded_key ON publisher (folded);
-- Names by their beginning.
CREATE INDEX publisher_folded_prefix_idx ON publisher (folded text_pattern_ops);

-- Domains by their beginning.
CREATE INDEX publisher_domain_prefix_idx ON publisher_domain (domain text_pattern_ops);
CREATE INDEX publisher_domain_publisher_id_idx ON publisher_domain (publisher_id);

-- Addresses that somebody should look at, by status, newest first.
CREATE INDEX source_address_care_idx ON source_address (status, status_at DESC, id DESC)
  WHERE status IN ('dead', 'redirected', 'unreachable', 'refused');
-- The next check of a host.
CREATE INDEX source_address_host_due_idx ON source_address (host, next_check_at) WHERE next_check_at IS NOT NULL;
-- One row for each address; by its hash, because addresses may be longer than an index takes.
CREATE UNIQUE INDEX source_address_key ON source_address (md5(address));

-- The host whose turn is next.
CREATE INDEX source_host_due_idx ON source_host (greatest(due_at, free_at)) WHERE due_at IS NOT NULL;

CREATE INDEX source_use_entry_id_idx ON source_use (entry_id);

CREATE INDEX source_name_uses_idx ON source_name (host, uses DESC);

CREATE INDEX audit_event_actor_idx ON audit_event (actor_id, id);
CREATE INDEX audit_event_at_idx ON audit_event (at, id);
CREATE INDEX audit_event_entry_id_id_idx ON audit_event (entry_id, id);
CREATE INDEX audit_event_proposal_id_id_idx ON audit_event (proposal_id, id);
-- What was done to a person.
CREATE INDEX audit_event_subject_idx ON audit_event ((detail ->> 'person'), id) WHERE detail ? 'person';
CREATE INDEX audit_event_type_idx ON audit_event (type, id);
-- The audit log by its words.
CREATE INDEX audit_event_words_idx ON audit_event
  USING gin (to_tsvector('simple'::regconfig,
    translate(fold(coalesce(reason, '') || ' ' || detail::text), '@./:_-"', '       ')))
  WHERE channel <> 'import';

CREATE INDEX follow_entry_id_idx ON follow (entry_id);

CREATE INDEX notification_kind_idx ON notification (person_id, kind, id DESC);
-- Notices that mail is due of.
CREATE INDEX notification_mail_idx ON notification (mail_due_at) WHERE mail_due_at IS NOT NULL;
CREATE INDEX notification_person_idx ON notification (person_id, id DESC);
-- What somebody has not read.
CREATE INDEX notification_unread_idx ON notification (person_id, id DESC) WHERE read_at IS NULL;

-- Deliveries that are due.
CREATE INDEX webhook_delivery_due_idx ON webhook_delivery (due_at) WHERE due_at IS NOT NULL;
-- A webhook receives an audit event once.
CREATE UNIQUE INDEX webhook_delivery_audit_event_key ON webhook_delivery (webhook_id, audit_event_id) WHERE audit_event_id IS NOT NULL;
CREATE INDEX webhook_delivery_webhook_id_idx ON webhook_delivery (webhook_id, id DESC);

CREATE INDEX archive_change_at_idx ON archive_change (at, position);
-- The orders of a day.
CREATE INDEX archive_change_day_position_idx ON archive_change (day, position) WHERE kind = 'day';
-- The changes of an entry.
CREATE INDEX archive_change_entry_id_position_idx ON archive_change (entry_id, position) WHERE entry_id IS NOT NULL;
-- The addresses that published pages left, by the day that they stand on.
CREATE INDEX archive_change_left_idx ON archive_change (day, path, position DESC) WHERE kind = 'withdrawn';
-- The texts of a page of prose.
CREATE INDEX archive_change_prose_position_idx ON archive_change (path, position) WHERE kind = 'prose';
-- New versions; a page that only spells a context otherwise is none.
CREATE INDEX archive_change_versions_idx ON archive_change (position)
  WHERE publication_id IS NOT NULL AND NOT naming;

-- Two targets never have one name.
CREATE UNIQUE INDEX export_target_name_key ON export_target (fold(name)) WHERE removed_at IS NULL;

-- Who sends one request twice gets one run.
CREATE UNIQUE INDEX archive_run_idempotency_key ON archive_run (person_id, idempotency_key)
  WHERE idempotency_key IS NOT NULL;
CREATE INDEX archive_run_kind_idx ON archive_run (kind, id DESC);
-- One import runs at a time.
CREATE UNIQUE INDEX archive_run_one_import_key ON archive_run (kind) WHERE state = 'running' AND kind = 'import';
-- One run at a time writes to a target.
CREATE UNIQUE INDEX archive_run_one_per_target_key ON archive_run (target_id) WHERE state = 'running';
-- Runs whose worker may be gone.
CREATE INDEX archive_run_running_idx ON archive_run (lease_until) WHERE state = 'running';
CREATE INDEX archive_run_target_id_idx ON archive_run (target_id, id DESC);
-- The queue of runs.
CREATE INDEX archive_run_waiting_idx ON archive_run (not_before, id) WHERE state = 'waiting';

CREATE INDEX run_file_outcome_idx ON run_file (run_id, outcome, n);

CREATE UNIQUE INDEX bulk_item_entry_key ON bulk_item (run_id, entry_id);
-- What a bulk run has still to do.
CREATE INDEX bulk_item_open_idx ON bulk_item (run_id, n) WHERE outcome IS NULL;
CREATE INDEX bulk_item_outcome_idx ON bulk_item (run_id, outcome, n);

-- What is still to be decided after an import.
CREATE INDEX import_issue_open_idx ON import_issue (kind, id) WHERE resolved_at IS NULL;

-- Texts that say a context by an id which was merged.
CREATE INDEX entry_context_raw_id_idx ON entry_context (raw_id) WHERE raw_id <> context_id;
CREATE INDEX entry_context_timeline_idx ON entry_context (context_id, day DESC, entry_id DESC);

CREATE INDEX context_use_entries_idx ON context_use (entries DESC, context_id);

CREATE INDEX context_near_high_id_idx ON context_near (high_id);
CREATE INDEX context_near_score_idx ON context_near (score DESC, low_id, high_id);

CREATE INDEX spoken_name_context_id_idx ON spoken_name (context_id);

CREATE INDEX gram_dismissal_key_idx ON gram_dismissal (key, context_id);

CREATE INDEX dismissed_suggestion_subject_idx ON dismissed_suggestion (subject_id, kind);

CREATE UNIQUE INDEX word_use_word_key ON word_use (word);

CREATE INDEX search_document_day_idx ON search_document (day DESC, entry_id DESC);
CREATE INDEX search_document_edition_idx ON search_document (edition, day DESC, entry_id DESC);
-- Entries that lists leave out.
CREATE INDEX search_document_hidden_idx ON search_document (entry_id) WHERE NOT shown;
-- What is searched; `fastupdate` is off, or imports would slow searches down.
CREATE INDEX search_document_idx ON search_document USING gin (document, contexts, publishers) WITH (fastupdate = off);

CREATE UNIQUE INDEX search_publisher_folded_key ON search_publisher (folded);
-- Publishers by any word of their name.
CREATE INDEX search_publisher_words_idx ON search_publisher
  USING gin (to_tsvector('simple'::regconfig, plain_words(name)));

CREATE INDEX search_word_like_idx ON search_word USING gin (word gin_trgm_ops);
-- Words by their beginning.
CREATE INDEX search_word_prefix_idx ON search_word (word text_pattern_ops);

-- ---------------------------------------------------------------------------------------------------------------------
-- History is only ever added to
-- ---------------------------------------------------------------------------------------------------------------------

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is immutable: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON revision
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON publication
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON day_order
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON prose_version
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON archive_change
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON comment
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON day_sign_off
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- ---------------------------------------------------------------------------------------------------------------------
-- Notices
-- ---------------------------------------------------------------------------------------------------------------------

CREATE FUNCTION notification_is_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO notification_due (audit_event_id) VALUES (NEW.id);
  PERFORM pg_notify('dateline_audit', '');
  RETURN NULL;
END $$;
-- Whoever asked is notified of the decision, and webhooks of each step.
CREATE TRIGGER notification_is_due AFTER INSERT ON audit_event FOR EACH ROW
  WHEN (NEW.channel <> 'import' AND NEW.type IN ('submit', 'pull-back', 'discard', 'request-changes', 'approve',
    'withdraw', 'ask-withdrawal', 'comment', 'resolve', 'assign', 'schedule', 'cancel-schedule', 'schedule-failed',
    'sign-off', 'restore', 'ask-context-change', 'approve-context-change', 'return-context-change',
    'discard-context-change', 'approve-prose', 'discard-prose', 'approve-order', 'discard-order'))
  EXECUTE FUNCTION notification_is_due();
-- The owner of an account is notified of what happens to it.
CREATE TRIGGER notification_is_due_of_account AFTER INSERT ON audit_event FOR EACH ROW
  WHEN (NEW.type IN ('create-token', 'set-password', 'make-reset-link', 'reset-password', 'change-password',
    'enable-totp', 'disable-totp', 'set-role', 'enable-person'))
  EXECUTE FUNCTION notification_is_due();

-- ---------------------------------------------------------------------------------------------------------------------
-- Learning: what changed is read again, behind whoever changed it
-- ---------------------------------------------------------------------------------------------------------------------

-- Entries whose published or proposed text changed.
CREATE FUNCTION learning_is_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'entry' AND TG_OP = 'INSERT' THEN
    INSERT INTO learning_due (entry_id) SELECT id FROM new_rows WHERE published_revision_id IS NOT NULL;
  ELSIF TG_TABLE_NAME = 'entry' THEN
    INSERT INTO learning_due (entry_id)
      SELECT n.id FROM new_rows n JOIN old_rows o ON o.id = n.id
       WHERE (n.published_revision_id, n.withdrawn_at, n.day, n.path)
             IS DISTINCT FROM (o.published_revision_id, o.withdrawn_at, o.day, o.path);
  ELSIF TG_OP = 'INSERT' THEN
    INSERT INTO learning_due (entry_id) SELECT entry_id FROM new_rows;
  ELSE
    INSERT INTO learning_due (entry_id)
      SELECT n.entry_id FROM new_rows n JOIN old_rows o ON o.id = n.id
       WHERE (n.revision_id, n.state) IS DISTINCT FROM (o.revision_id, o.state);
  END IF;
  IF FOUND THEN NOTIFY dateline_learning; END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER learning_is_due AFTER UPDATE ON entry
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION learning_is_due();
CREATE TRIGGER learning_is_due AFTER UPDATE ON proposal
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION learning_is_due();
CREATE TRIGGER learning_is_due_of_new AFTER INSERT ON entry
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION learning_is_due();
CREATE TRIGGER learning_is_due_of_new AFTER INSERT ON proposal
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION learning_is_due();

-- A context that was dismissed for an entry: its words count against it.
CREATE FUNCTION dismissal_is_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO learning_due (entry_id) SELECT DISTINCT entry_id FROM changed_rows WHERE kind = 'context';
  IF FOUND THEN NOTIFY dateline_learning; END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER dismissal_is_due AFTER INSERT ON dismissed_suggestion
  REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION dismissal_is_due();
CREATE TRIGGER dismissal_is_due_of_gone AFTER DELETE ON dismissed_suggestion
  REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION dismissal_is_due();

-- Contexts whose names changed.
CREATE FUNCTION naming_is_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'context' AND TG_OP = 'INSERT' THEN
    INSERT INTO naming_due (context_id) SELECT id FROM new_rows;
  ELSIF TG_TABLE_NAME = 'context' THEN
    INSERT INTO naming_due (context_id)
      SELECT n.id FROM new_rows n JOIN old_rows o ON o.id = n.id WHERE n.name <> o.name;
  ELSIF TG_OP = 'INSERT' THEN
    INSERT INTO naming_due (context_id) SELECT context_id FROM new_rows;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO naming_due (context_id) SELECT context_id FROM old_rows;
  ELSE
    INSERT INTO naming_due (context_id) SELECT context_id FROM old_rows UNION SELECT context_id FROM new_rows;
  END IF;
  IF FOUND THEN NOTIFY dateline_learning; END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER naming_is_due AFTER UPDATE ON context
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION naming_is_due();
CREATE TRIGGER naming_is_due AFTER UPDATE ON context_alias
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION naming_is_due();
CREATE TRIGGER naming_is_due_of_gone AFTER DELETE ON context_alias
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION naming_is_due();
CREATE TRIGGER naming_is_due_of_new AFTER INSERT ON context
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION naming_is_due();
CREATE TRIGGER naming_is_due_of_new AFTER INSERT ON context_alias
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION naming_is_due();

-- Names that are to be compared with all others.
CREATE FUNCTION context_near_is_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO context_near_due (context_id) SELECT id FROM new_rows;
  ELSE
    INSERT INTO context_near_due (context_id)
      SELECT n.id FROM new_rows n JOIN old_rows o ON o.id = n.id
       WHERE (n.name, n.merged_into) IS DISTINCT FROM (o.name, o.merged_into);
  END IF;
  IF FOUND THEN NOTIFY dateline_learning; END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER context_near_is_due AFTER UPDATE ON context
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION context_near_is_due();
CREATE TRIGGER context_near_is_due_of_new AFTER INSERT ON context
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION context_near_is_due();

-- Entries are found by the names that their contexts have today.
CREATE FUNCTION learn_renamed_contexts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'context' THEN
    INSERT INTO learning_due (entry_id)
      SELECT DISTINCT d.entry_id FROM new_rows n JOIN old_rows o ON o.id = n.id
        JOIN context c ON c.id IN (n.id, n.merged_into, o.merged_into) OR c.merged_into = n.id
        JOIN search_document d ON d.contexts && ARRAY[c.id]
       WHERE (n.name, n.merged_into) IS DISTINCT FROM (o.name, o.merged_into);
  ELSE
    INSERT INTO learning_due (entry_id)
      SELECT DISTINCT d.entry_id FROM changed_rows a
        JOIN context c ON c.id = a.context_id OR c.merged_into = a.context_id
        JOIN search_document d ON d.contexts && ARRAY[c.id];
  END IF;
  IF FOUND THEN NOTIFY dateline_learning; END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER learn_lost_alias AFTER DELETE ON context_alias
  REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION learn_renamed_contexts();
CREATE TRIGGER learn_new_alias AFTER INSERT ON context_alias
  REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION learn_renamed_contexts();
CREATE TRIGGER learn_renamed AFTER UPDATE ON context
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION learn_renamed_contexts();

-- Entries of which nothing is left but discarded drafts are kept out of lists, unless they are asked for. At once, not
-- behind the learning: who discards an entry does not see it in the next list.
CREATE FUNCTION show_or_hide_documents() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    UPDATE search_document d SET shown = true FROM new_rows n
     WHERE d.entry_id = n.entry_id AND NOT d.shown AND n.state IN ('draft', 'in_review', 'changes_requested');
  ELSE
    UPDATE search_document d SET shown = false
      FROM new_rows n JOIN old_rows o ON o.id = n.id JOIN entry e ON e.id = n.entry_id
     WHERE n.state = 'discarded' AND o.state <> 'discarded'
       AND d.entry_id = e.id AND e.published_revision_id IS NULL AND e.withdrawn_at IS NULL
       AND NOT EXISTS (SELECT FROM proposal p
                        WHERE p.entry_id = e.id AND p.state IN ('draft', 'in_review', 'changes_requested'));
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER hide_documents AFTER UPDATE ON proposal
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION show_or_hide_documents();
CREATE TRIGGER show_documents_again AFTER INSERT ON proposal
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION show_or_hide_documents();

-- ---------------------------------------------------------------------------------------------------------------------
-- What is asked often
-- ---------------------------------------------------------------------------------------------------------------------

-- Whether a text is what readers see, or what somebody proposes now.
CREATE FUNCTION is_current_text(entry INTEGER, revision INTEGER) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT EXISTS (SELECT FROM entry e WHERE e.id = $1 AND e.published_revision_id = $2)
      OR EXISTS (SELECT FROM proposal p
                  WHERE p.entry_id = $1 AND p.revision_id = $2
                    AND p.state IN ('draft', 'in_review', 'changes_requested'))
$$;

-- What an id in a text means: the context that stays of those merged, its name, and whether pages may go on spelling it
-- in their own way.
CREATE VIEW context_meaning AS
  SELECT c.id, coalesce(s.id, c.id) AS means, coalesce(s.name, c.name) AS name,
         s.id IS NULL AND coalesce(c.first_name = c.name, true) AS spelled
    FROM context c LEFT JOIN context s ON s.id = c.merged_into;

-- ---------------------------------------------------------------------------------------------------------------------
-- First rows
-- ---------------------------------------------------------------------------------------------------------------------

INSERT INTO archive_state DEFAULT VALUES;
INSERT INTO newsroom_settings DEFAULT VALUES;
INSERT INTO source_learning DEFAULT VALUES;
