"""The annotators' classes of the airline sentences in our own words: a name and at most five examples each."""

AIRLINE_BOOK: dict[str, tuple[str, list[str]]] = {
    "seat": (
        "Seat and leg room",
        [
            "My knees touched the row ahead, there is no leg room",
            "Comfortable seat with a lot of space",
            "The seat does not recline",
            "Exit row seat, extra room for the legs",
            "The window seat is misaligned and narrow",
        ],
    ),
    "cabin_crew": (
        "Cabin crew and staff",
        [
            "The flight attendants were friendly and helpful",
            "Rude stewardess who ignored us",
            "The crew smiled and looked after everyone",
            "Staff were unprofessional",
        ],
    ),
    "punctuality": (
        "Punctuality and delays",
        [
            "We left two hours late",
            "The plane arrived on time",
            "The flight was cancelled at the last minute",
            "Delayed again with no explanation",
            "Departed early and landed ahead of schedule",
        ],
    ),
    "food": (
        "Food and drinks",
        [
            "The meal was tasty",
            "Only a small sandwich and no drinks",
            "Good wine and hot breakfast",
            "The food was cold and awful",
        ],
    ),
    "ife": (
        "Inflight entertainment",
        [
            "Great choice of films and TV",
            "The screen at my seat did not work",
            "No movies on a long flight",
            "The wifi and music on board were good",
        ],
    ),
    "noise": (
        "Noise",
        [
            "Very noisy next to the engines",
            "It was a quiet cabin",
            "Crying and loud people all night",
            "You hear the galley and the toilets",
        ],
    ),
    "check_in": (
        "Check-in",
        [
            "Check-in was quick",
            "A long queue at the check-in desk",
            "Online check-in did not work",
        ],
    ),
    "boarding": (
        "Boarding",
        [
            "Boarding was orderly and fast",
            "Chaos when boarding the plane",
            "We waited at the gate to get on board",
        ],
    ),
    "attractive_aircraft": (
        "Aircraft and cabin",
        [
            "A brand new modern plane",
            "The aircraft is old and shabby",
            "The cabin was clean and fresh",
            "Worn interior that needs renewing",
            "They flew a small old jet",
        ],
    ),
    "price": (
        "Price and value",
        [
            "The ticket was cheap",
            "Far too expensive",
            "Good value for the fare",
            "They charge a fee for everything",
        ],
    ),
    "sav": (
        "Complaints, refunds and the hotline",
        [
            "Customer service never replied to my complaint",
            "I am still waiting for a refund",
            "The hotline could not change my booking",
            "They compensated us after the complaint",
        ],
    ),
    "lost_baggage": (
        "Lost baggage",
        [
            "My suitcase was lost",
            "The luggage arrived a day later damaged",
            "They did not find our bags",
        ],
    ),
    "temperature": (
        "Cabin temperature",
        [
            "It was freezing in the cabin",
            "Far too hot, no air from the vents",
            "The air conditioning was broken",
        ],
    ),
    "bed": (
        "Bed and sleep",
        [
            "The flat bed is great to sleep in",
            "Good mattress and pillow",
            "I could not sleep in the bed",
        ],
    ),
    "humidity": (
        "Air humidity",
        [
            "The air was very dry",
            "The air on board felt humid and pleasant",
        ],
    ),
    "lavatory_space": (
        "Lavatory",
        [
            "The toilet is tiny",
            "The lavatory was dirty",
        ],
    ),
    "general": (
        "Flight and airline in general",
        [
            "A great airline, I enjoyed the flight",
            "Terrible experience, worst airline",
            "I would fly with them again",
            "Nothing special, an average flight",
        ],
    ),
}
