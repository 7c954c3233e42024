"""Cities, and countries with one time, that people type for the zone they live in."""

from __future__ import annotations

AREAS = {
    "Europe": """
        Amsterdam Andorra Astrakhan Athens Belgrade Berlin Bratislava Brussels Bucharest Budapest Busingen
        Chisinau Copenhagen Dublin Gibraltar Guernsey Helsinki Isle_of_Man Istanbul Jersey Kaliningrad Kirov
        Kyiv Lisbon Ljubljana London Luxembourg Madrid Malta Mariehamn Minsk Monaco Moscow Oslo Paris
        Podgorica Prague Riga Rome Samara San_Marino Sarajevo Saratov Simferopol Skopje Sofia Stockholm
        Tallinn Tirane Ulyanovsk Vaduz Vatican Vienna Vilnius Volgograd Warsaw Zagreb Zurich
    """,
    "Asia": """
        Aden Almaty Amman Anadyr Aqtau Aqtobe Ashgabat Atyrau Baghdad Bahrain Baku Bangkok Barnaul Beirut
        Bishkek Brunei Chita Colombo Damascus Dhaka Dili Dubai Dushanbe Famagusta Gaza Hebron Ho_Chi_Minh
        Hong_Kong Hovd Irkutsk Jakarta Jayapura Jerusalem Kabul Kamchatka Karachi Kathmandu Khandyga Kolkata
        Krasnoyarsk Kuala_Lumpur Kuching Kuwait Macau Magadan Makassar Manila Muscat Nicosia Novokuznetsk
        Novosibirsk Omsk Oral Phnom_Penh Pontianak Pyongyang Qatar Qostanay Qyzylorda Riyadh Sakhalin
        Samarkand Seoul Shanghai Singapore Srednekolymsk Taipei Tashkent Tbilisi Tehran Thimphu Tokyo Tomsk
        Ulaanbaatar Urumqi Ust-Nera Vientiane Vladivostok Yakutsk Yangon Yekaterinburg Yerevan
    """,
    "America": """
        Adak Anchorage Anguilla Antigua Araguaina Argentina/Buenos_Aires Argentina/Catamarca
        Argentina/Cordoba Argentina/Jujuy Argentina/La_Rioja Argentina/Mendoza Argentina/Rio_Gallegos
        Argentina/Salta Argentina/San_Juan Argentina/San_Luis Argentina/Tucuman Argentina/Ushuaia Aruba
        Asuncion Atikokan Bahia Bahia_Banderas Barbados Belem Belize Blanc-Sablon Boa_Vista Bogota Boise
        Cambridge_Bay Campo_Grande Cancun Caracas Cayenne Cayman Chicago Chihuahua Ciudad_Juarez Costa_Rica
        Coyhaique Creston Cuiaba Curacao Danmarkshavn Dawson Dawson_Creek Denver Detroit Dominica Edmonton
        Eirunepe El_Salvador Fort_Nelson Fortaleza Glace_Bay Goose_Bay Grand_Turk Grenada Guadeloupe
        Guatemala Guayaquil Guyana Halifax Havana Hermosillo Indiana/Indianapolis Indiana/Knox
        Indiana/Marengo Indiana/Petersburg Indiana/Tell_City Indiana/Vevay Indiana/Vincennes Indiana/Winamac
        Inuvik Iqaluit Jamaica Juneau Kentucky/Louisville Kentucky/Monticello Kralendijk La_Paz Lima
        Los_Angeles Lower_Princes Maceio Managua Manaus Marigot Martinique Matamoros Mazatlan Menominee
        Merida Metlakatla Mexico_City Miquelon Moncton Monterrey Montevideo Montserrat Nassau New_York Nome
        Noronha North_Dakota/Beulah North_Dakota/Center North_Dakota/New_Salem Nuuk Ojinaga Panama
        Paramaribo Phoenix Port-au-Prince Port_of_Spain Porto_Velho Puerto_Rico Punta_Arenas Rankin_Inlet
        Recife Regina Resolute Rio_Branco Santarem Santiago Santo_Domingo Sao_Paulo Scoresbysund Sitka
        St_Barthelemy St_Johns St_Kitts St_Lucia St_Thomas St_Vincent Swift_Current Tegucigalpa Thule
        Tijuana Toronto Tortola Vancouver Whitehorse Winnipeg Yakutat
    """,
    "Africa": """
        Abidjan Accra Addis_Ababa Algiers Asmara Bamako Bangui Banjul Bissau Blantyre Brazzaville Bujumbura
        Cairo Casablanca Ceuta Conakry Dakar Dar_es_Salaam Djibouti Douala El_Aaiun Freetown Gaborone Harare
        Johannesburg Juba Kampala Khartoum Kigali Kinshasa Lagos Libreville Lome Luanda Lubumbashi Lusaka
        Malabo Maputo Maseru Mbabane Mogadishu Monrovia Nairobi Ndjamena Niamey Nouakchott Ouagadougou
        Porto-Novo Sao_Tome Tripoli Tunis Windhoek
    """,
    "Pacific": """
        Apia Auckland Bougainville Chatham Chuuk Easter Efate Fakaofo Fiji Funafuti Galapagos Gambier
        Guadalcanal Guam Honolulu Kanton Kiritimati Kosrae Kwajalein Majuro Marquesas Midway Nauru Niue
        Norfolk Noumea Pago_Pago Palau Pitcairn Pohnpei Port_Moresby Rarotonga Saipan Tahiti Tarawa
        Tongatapu Wake Wallis
    """,
    "Australia": """
        Adelaide Brisbane Broken_Hill Darwin Eucla Hobart Lindeman Lord_Howe Melbourne Perth Sydney
    """,
    "Atlantic": """
        Azores Bermuda Canary Cape_Verde Faroe Madeira Reykjavik South_Georgia St_Helena Stanley
    """,
    "Indian": """
        Antananarivo Chagos Christmas Cocos Comoro Kerguelen Mahe Maldives Mauritius Mayotte Reunion
    """,
    "Arctic": """
        Longyearbyen
    """,
}
"""The zones of the time zone database, without those of Antarctica: by area, the city that names each."""

_PLACES = {
    "Africa/Abidjan": "côte d’ivoire",
    "Africa/Accra": "ghana, kumasi",
    "Africa/Addis_Ababa": "ethiopia",
    "Africa/Algiers": "algeria",
    "Africa/Asmara": "eritrea",
    "Africa/Bamako": "mali",
    "Africa/Bangui": "central african rep.",
    "Africa/Banjul": "gambia",
    "Africa/Bissau": "guinea-bissau",
    "Africa/Blantyre": "malawi",
    "Africa/Bujumbura": "burundi",
    "Africa/Cairo": "egypt, alexandria",
    "Africa/Casablanca": "morocco, rabat, marrakech, marrakesh",
    "Africa/Conakry": "guinea",
    "Africa/Dakar": "senegal",
    "Africa/Dar_es_Salaam": "tanzania, zanzibar",
    "Africa/Douala": "cameroon",
    "Africa/El_Aaiun": "western sahara",
    "Africa/Freetown": "sierra leone",
    "Africa/Gaborone": "botswana",
    "Africa/Harare": "zimbabwe, bulawayo",
    "Africa/Johannesburg": "south africa, cape town, durban, pretoria",
    "Africa/Juba": "south sudan",
    "Africa/Kampala": "uganda",
    "Africa/Khartoum": "sudan",
    "Africa/Kigali": "rwanda",
    "Africa/Kinshasa": "congo",
    "Africa/Lagos": "nigeria, abuja, kano",
    "Africa/Libreville": "gabon",
    "Africa/Lome": "togo",
    "Africa/Luanda": "angola",
    "Africa/Lusaka": "zambia",
    "Africa/Malabo": "equatorial guinea",
    "Africa/Maputo": "mozambique",
    "Africa/Maseru": "lesotho",
    "Africa/Mbabane": "eswatini",
    "Africa/Mogadishu": "somalia, hargeisa",
    "Africa/Monrovia": "liberia",
    "Africa/Nairobi": "kenya, mombasa",
    "Africa/Ndjamena": "chad",
    "Africa/Niamey": "niger",
    "Africa/Nouakchott": "mauritania",
    "Africa/Ouagadougou": "burkina faso",
    "Africa/Porto-Novo": "benin",
    "Africa/Tripoli": "libya",
    "Africa/Tunis": "tunisia",
    "Africa/Windhoek": "namibia",
    "America/Anchorage": "alaska",
    "America/Argentina/Buenos_Aires": "argentina",
    "America/Asuncion": "paraguay",
    "America/Bogota": "colombia, medellin, cali",
    "America/Caracas": "venezuela",
    "America/Cayenne": "french guiana",
    "America/Cayman": "cayman islands",
    "America/Chicago": """
        houston, dallas, austin, texas, new orleans, minneapolis, central, cst, cdt, ct
    """,
    "America/Denver": "salt lake city, mountain, mst, mdt",
    "America/Edmonton": "calgary",
    "America/Grand_Turk": "turks and caicos",
    "America/Guayaquil": "ecuador",
    "America/Halifax": "nova scotia",
    "America/Havana": "cuba",
    "America/Jamaica": "kingston",
    "America/La_Paz": "bolivia",
    "America/Lima": "peru",
    "America/Los_Angeles": """
        la, san francisco, san diego, seattle, las vegas, portland, california, west coast, pacific, pst,
        pdt, pt
    """,
    "America/Managua": "nicaragua",
    "America/Mexico_City": "guadalajara",
    "America/Montevideo": "uruguay",
    "America/Nassau": "bahamas",
    "America/New_York": """
        nyc, washington, washington dc, boston, philadelphia, miami, orlando, atlanta, florida, east coast,
        eastern, est, edt, et
    """,
    "America/Nuuk": "greenland",
    "America/Paramaribo": "suriname",
    "America/Phoenix": "arizona",
    "America/Port-au-Prince": "haiti",
    "America/Port_of_Spain": "trinidad",
    "America/Santiago": "chile",
    "America/Santo_Domingo": "dominican republic",
    "America/Sao_Paulo": "rio, rio de janeiro, brasilia",
    "America/Tegucigalpa": "honduras",
    "America/Toronto": "montreal, ottawa, quebec",
    "America/Vancouver": "victoria",
    "Arctic/Longyearbyen": "svalbard",
    "Asia/Aden": "yemen",
    "Asia/Almaty": "kazakhstan",
    "Asia/Amman": "jordan",
    "Asia/Ashgabat": "turkmenistan",
    "Asia/Baghdad": "iraq, erbil, basra",
    "Asia/Baku": "azerbaijan",
    "Asia/Bangkok": "thailand",
    "Asia/Beirut": "lebanon",
    "Asia/Bishkek": "kyrgyzstan",
    "Asia/Colombo": "sri lanka, ceylon, jaffna",
    "Asia/Damascus": "syria",
    "Asia/Dhaka": "bangladesh, sylhet, chittagong",
    "Asia/Dili": "east timor",
    "Asia/Dubai": "united arab emirates, uae, abu dhabi, sharjah",
    "Asia/Dushanbe": "tajikistan",
    "Asia/Gaza": "palestine",
    "Asia/Ho_Chi_Minh": "vietnam, saigon, hanoi",
    "Asia/Jakarta": "java",
    "Asia/Jerusalem": "israel, tel aviv",
    "Asia/Kabul": "afghanistan, herat",
    "Asia/Karachi": "pakistan, lahore, islamabad, rawalpindi, faisalabad, mirpur, peshawar",
    "Asia/Kathmandu": "nepal",
    "Asia/Kolkata": """
        india, mumbai, delhi, new delhi, bangalore, bengaluru, chennai, calcutta, hyderabad, ahmedabad,
        punjab, amritsar, kerala, goa
    """,
    "Asia/Kuala_Lumpur": "malaysia",
    "Asia/Makassar": "bali",
    "Asia/Manila": "philippines, cebu",
    "Asia/Muscat": "oman",
    "Asia/Nicosia": "cyprus",
    "Asia/Phnom_Penh": "cambodia",
    "Asia/Pyongyang": "north korea",
    "Asia/Riyadh": "saudi arabia, jeddah, mecca, medina",
    "Asia/Seoul": "south korea",
    "Asia/Shanghai": "china, beijing, guangzhou, shenzhen",
    "Asia/Taipei": "taiwan",
    "Asia/Tashkent": "uzbekistan",
    "Asia/Tbilisi": "georgia",
    "Asia/Tehran": "iran",
    "Asia/Thimphu": "bhutan",
    "Asia/Tokyo": "japan, osaka, kyoto",
    "Asia/Vientiane": "laos",
    "Asia/Yangon": "myanmar",
    "Asia/Yerevan": "armenia",
    "Atlantic/Canary": "canaries, canary islands, tenerife, gran canaria, lanzarote, fuerteventura",
    "Atlantic/Faroe": "faroe islands",
    "Atlantic/Reykjavik": "iceland",
    "Atlantic/Stanley": "falklands",
    "Australia/Brisbane": "gold coast, queensland",
    "Australia/Sydney": "canberra",
    "Europe/Amsterdam": "netherlands, holland, rotterdam, the hague, utrecht",
    "Europe/Athens": "greece, thessaloniki, crete, rhodes",
    "Europe/Belgrade": "serbia",
    "Europe/Berlin": "germany, munich, hamburg, frankfurt, cologne, stuttgart, dusseldorf, leipzig",
    "Europe/Bratislava": "slovakia",
    "Europe/Brussels": "belgium, antwerp, ghent, bruges",
    "Europe/Bucharest": "romania, cluj, timisoara, iasi",
    "Europe/Budapest": "hungary",
    "Europe/Chisinau": "moldova",
    "Europe/Copenhagen": "denmark, aarhus",
    "Europe/Dublin": "ireland, eire, republic of ireland, cork, galway, limerick",
    "Europe/Helsinki": "finland",
    "Europe/Istanbul": "turkey, ankara, izmir, antalya, turkiye",
    "Europe/Kyiv": "ukraine, kiev, lviv, odesa, kharkiv",
    "Europe/Lisbon": "portugal, porto, faro, algarve",
    "Europe/Ljubljana": "slovenia",
    "Europe/London": """
        uk, gb, great britain, united kingdom, england, wales, scotland, northern ireland, cardiff,
        edinburgh, glasgow, belfast, birmingham, manchester, leeds, liverpool, newcastle, bristol,
        sheffield, nottingham, gmt, bst
    """,
    "Europe/Madrid": "spain, barcelona, valencia, seville, malaga, majorca, mallorca, ibiza, menorca",
    "Europe/Mariehamn": "aland",
    "Europe/Minsk": "belarus",
    "Europe/Moscow": "st petersburg",
    "Europe/Oslo": "norway, bergen",
    "Europe/Paris": """
        france, lyon, marseille, nice, toulouse, bordeaux, lille, cet, cest, central european
    """,
    "Europe/Podgorica": "montenegro",
    "Europe/Prague": "czech republic, czechia, brno",
    "Europe/Riga": "latvia",
    "Europe/Rome": "italy, milan, naples, turin, venice, florence, sicily",
    "Europe/Sarajevo": "bosnia",
    "Europe/Skopje": "north macedonia",
    "Europe/Sofia": "bulgaria",
    "Europe/Stockholm": "sweden, gothenburg, malmo",
    "Europe/Tallinn": "estonia",
    "Europe/Tirane": "albania",
    "Europe/Vaduz": "liechtenstein",
    "Europe/Vienna": "austria, salzburg",
    "Europe/Vilnius": "lithuania",
    "Europe/Warsaw": "poland, krakow, gdansk, wroclaw, lodz, poznan",
    "Europe/Zagreb": "croatia",
    "Europe/Zurich": "switzerland, geneva, basel, bern",
    "Indian/Antananarivo": "madagascar",
    "Indian/Christmas": "christmas island",
    "Indian/Comoro": "comoros",
    "Indian/Mahe": "seychelles",
    "Pacific/Apia": "samoa",
    "Pacific/Auckland": "new zealand, wellington, christchurch",
    "Pacific/Efate": "vanuatu",
    "Pacific/Fakaofo": "tokelau",
    "Pacific/Funafuti": "tuvalu",
    "Pacific/Guadalcanal": "solomon islands",
    "Pacific/Honolulu": "hawaii",
    "Pacific/Norfolk": "norfolk island",
    "Pacific/Noumea": "new caledonia",
    "Pacific/Pago_Pago": "american samoa",
    "Pacific/Port_Moresby": "papua new guinea",
    "Pacific/Rarotonga": "cook islands",
    "Pacific/Saipan": "northern mariana islands",
    "Pacific/Tongatapu": "tonga",
}

SEVERAL = frozenset(
    {"america", "australia", "brazil", "canada", "indonesia", "mexico", "mongolia", "russia"}
    | {"the states", "united states", "united states of america", "us", "usa"}
)
"""Countries with more than one time."""

CITIES = {zone: [" ".join(place.split()) for place in places.split(",")] for zone, places in _PLACES.items()}
"""Cities and countries by zone, beside the zone's own city."""
