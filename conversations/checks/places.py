"""Places that people type for the region they live in; names that fit two regions equally are left out."""

from __future__ import annotations

_BY_REGION = {
    "north_east": """
        newcastle, newcastle upon tyne, toon, tyneside, tyne and wear, gateshead, sunderland,
        durham, county durham, middlesbrough, boro, teesside, tees valley, hartlepool, darlington,
        stockton, stockton on tees, redcar, northumberland, south shields, north shields, tynemouth,
        whitley bay, wallsend, jarrow, washington, cramlington, blyth, morpeth, hexham, alnwick,
        ashington, berwick upon tweed, consett, bishop auckland, seaham, peterlee, billingham, north
        tyneside, south tyneside, ne, northeast, north east england
    """,
    "north_west": """
        manchester, manc, mcr, greater manchester, salford, bolton, bury, oldham, rochdale,
        stockport, tameside, trafford, wigan, leigh, altrincham, sale, liverpool, scouse,
        merseyside, wirral, birkenhead, st helens, knowsley, sefton, southport, bootle, lancashire,
        lancaster, preston, blackpool, blackburn, burnley, accrington, chorley, morecambe, lytham,
        nelson, skelmersdale, ormskirk, cheshire, chester, crewe, warrington, widnes, runcorn,
        halton, macclesfield, wilmslow, northwich, ellesmere port, cumbria, carlisle, kendal,
        barrow, barrow in furness, workington, whitehaven, penrith, lake district, ashton under
        lyne, nw, northwest, north west england
    """,
    "yorkshire": """
        yorkshire, yorks, york, leeds, bradford, sheffield, sheff, hull, kingston upon hull,
        wakefield, huddersfield, halifax, doncaster, donny, rotherham, barnsley, harrogate,
        scarborough, whitby, skipton, keighley, dewsbury, batley, pontefract, castleford, ripon,
        selby, goole, bridlington, beverley, grimsby, cleethorpes, scunthorpe, humberside, humber,
        the humber, east riding, west yorkshire, south yorkshire, north yorkshire, east yorkshire,
        calderdale, kirklees, northallerton, ilkley, otley, pudsey, yorkshire and humber
    """,
    "east_midlands": """
        nottingham, notts, nottinghamshire, derby, derbyshire, leicester, leicestershire, lincoln,
        lincolnshire, northampton, northamptonshire, northants, rutland, loughborough, mansfield,
        chesterfield, kettering, corby, wellingborough, newark, newark on trent, worksop, grantham,
        skegness, spalding, hinckley, coalville, ilkeston, buxton, matlock, glossop, oakham, melton
        mowbray, daventry, rushden, long eaton, beeston, arnold, market harborough
    """,
    "west_midlands": """
        birmingham, brum, bham, b ham, coventry, cov, wolverhampton, wolves, dudley, walsall,
        sandwell, solihull, west bromwich, smethwick, black country, stourbridge, halesowen, sutton
        coldfield, stoke, stoke on trent, newcastle under lyme, staffordshire, staffs, stafford,
        cannock, tamworth, lichfield, burton, burton upon trent, burton on trent, leek, worcester,
        worcestershire, redditch, kidderminster, bromsgrove, malvern, evesham, hereford,
        herefordshire, shropshire, shrewsbury, telford, oswestry, ludlow, warwickshire, warwick,
        leamington, leamington spa, nuneaton, rugby, stratford upon avon, bedworth, kenilworth
    """,
    "east": """
        east anglia, cambridge, cambridgeshire, cambs, peterborough, huntingdon, ely, wisbech,
        norfolk, norwich, great yarmouth, kings lynn, thetford, suffolk, ipswich, lowestoft, bury st
        edmunds, felixstowe, essex, chelmsford, colchester, southend, southend on sea, basildon,
        harlow, brentwood, braintree, clacton, clacton on sea, thurrock, grays, tilbury, canvey
        island, hertfordshire, herts, watford, st albans, hemel hempstead, hemel, stevenage, welwyn
        garden city, hatfield, hertford, letchworth, hitchin, borehamwood, bedfordshire, beds,
        bedford, luton, dunstable, leighton buzzard, eastern england, east england
    """,
    "london": """
        greater london, ldn, east london, west london, north london, south london, central london,
        inner london, outer london, south east london, south west london, north west london, city of
        london, barking, dagenham, barking and dagenham, barnet, bexley, brent, bromley, camden,
        croydon, ealing, enfield, greenwich, hackney, hammersmith, fulham, hammersmith and fulham,
        haringey, harrow, havering, romford, hillingdon, uxbridge, hounslow, islington, kensington,
        chelsea, kensington and chelsea, kingston, kingston upon thames, lambeth, lewisham, merton,
        newham, redbridge, ilford, richmond upon thames, southwark, sutton, tower hamlets, waltham
        forest, wandsworth, westminster, brixton, peckham, tottenham, walthamstow, wembley,
        wimbledon, tooting, clapham, battersea, camberwell, deptford, catford, woolwich, eltham,
        shoreditch, stratford east london, bethnal green, whitechapel, poplar, canary wharf, bow,
        east ham, west ham, forest gate, leyton, leytonstone, stoke newington, finsbury park,
        holloway, archway, highgate, hampstead, kilburn, willesden, harlesden, neasden, southall,
        hayes, acton, chiswick, putney, streatham, crystal palace, mitcham, edmonton, wood green,
        finchley, hendon, edgware, notting hill, paddington, stepney, mile end, bermondsey, elephant
        and castle, vauxhall, thamesmead, twickenham, orpington
    """,
    "south_east": """
        kent, canterbury, maidstone, dover, folkestone, margate, ramsgate, ashford, medway, chatham,
        gillingham, rochester, dartford, gravesend, sevenoaks, tonbridge, tunbridge wells,
        sittingbourne, faversham, thanet, surrey, guildford, woking, epsom, redhill, reigate,
        camberley, staines, leatherhead, farnham, sussex, east sussex, west sussex, brighton, hove,
        brighton and hove, hastings, eastbourne, worthing, crawley, horsham, chichester, bognor,
        bognor regis, lewes, bexhill, hampshire, hants, southampton, portsmouth, pompey, winchester,
        basingstoke, farnborough, aldershot, andover, fareham, gosport, havant, eastleigh, isle of
        wight, ryde, berkshire, berks, reading, slough, windsor, bracknell, maidenhead, newbury,
        wokingham, oxford, oxfordshire, banbury, bicester, abingdon, didcot, witney,
        buckinghamshire, bucks, milton keynes, mk, aylesbury, high wycombe, wycombe, amersham,
        bletchley, southeast, se england, south east england, home counties
    """,
    "south_west": """
        bristol, bath, somerset, taunton, yeovil, bridgwater, weston super mare, wells, glastonbury,
        frome, devon, plymouth, exeter, torquay, torbay, paignton, barnstaple, exmouth, newton
        abbot, cornwall, truro, falmouth, penzance, newquay, st austell, bodmin, camborne, redruth,
        st ives, isles of scilly, dorset, bournemouth, poole, weymouth, dorchester, christchurch,
        gloucester, gloucestershire, cheltenham, stroud, cirencester, tewkesbury, wiltshire, wilts,
        swindon, salisbury, trowbridge, chippenham, devizes, avon, bude, bideford, tiverton,
        southwest, west country, south west england
    """,
    "wales": """
        cymru, cardiff, caerdydd, swansea, abertawe, newport, casnewydd, wrexham, wrecsam, bangor
        gwynedd, barry, the barry, vale of glamorgan, bridgend, merthyr, merthyr tydfil, rhondda,
        rhondda cynon taf, pontypridd, aberdare, caerphilly, blaenau gwent, ebbw vale, torfaen,
        cwmbran, pontypool, monmouth, monmouthshire, chepstow, abergavenny, neath, port talbot,
        neath port talbot, llanelli, carmarthen, carmarthenshire, pembroke, pembrokeshire,
        haverfordwest, milford haven, cardigan, ceredigion, aberystwyth, powys, brecon, newtown,
        gwynedd, caernarfon, anglesey, ynys mon, holyhead, conwy, llandudno, colwyn bay, rhyl,
        denbighshire, flintshire, flint, deeside, north wales, south wales, west wales, mid wales,
        the valleys
    """,
    "scotland": """
        alba, glasgow, glesga, edinburgh, embra, aberdeen, aberdeenshire, dundee, inverness, perth,
        perthshire, stirling, paisley, east kilbride, livingston, hamilton, motherwell, cumbernauld,
        coatbridge, airdrie, lanarkshire, lanark, renfrewshire, dunfermline, kirkcaldy, glenrothes,
        fife, st andrews, falkirk, grangemouth, kilmarnock, ayr, ayrshire, irvine, greenock,
        inverclyde, dumbarton, clydebank, dumfries, galloway, dumfries and galloway, scottish
        borders, the borders, galashiels, hawick, lothian, west lothian, east lothian, midlothian,
        musselburgh, angus, arbroath, moray, elgin, highland, highlands, the highlands, fort
        william, oban, argyll, skye, orkney, kirkwall, shetland, lerwick, western isles, stornoway,
        outer hebrides, peterhead, fraserburgh, alloa, clackmannanshire
    """,
    "northern_ireland": """
        ni, n ireland, north of ireland, ulster, belfast, derry, londonderry, derry londonderry,
        lisburn, newry, armagh, craigavon, portadown, lurgan, ballymena, coleraine, antrim, county
        antrim, newtownabbey, carrickfergus, larne, bangor county down, down, county down,
        downpatrick, newtownards, ards, enniskillen, fermanagh, county fermanagh, omagh, tyrone,
        county tyrone, strabane, dungannon, cookstown, magherafelt, limavady, banbridge, holywood,
        ballymoney, portrush, county armagh, west belfast, east belfast, north belfast, south
        belfast
    """,
}

PLACES = {
    " ".join(place.split()): region for region, places in _BY_REGION.items() for place in places.split(",")
}
"""The region's value by the place's name, folded: in lower case, without accents and punctuation."""
