//! PLOVER event types, their modes and quad classes.
//!
//! Source: PLOVER (Political Language Ontology for Verifiable Event Records) 2022.

use serde::{Deserialize, Serialize};

use crate::fact::values;

values! {
    /// The 16 PLOVER event types.
    #[allow(missing_docs)]
    EventType {
        Agree = "AGREE", Consult = "CONSULT", Support = "SUPPORT", Concede = "CONCEDE",
        Cooperate = "COOPERATE", Aid = "AID", Retreat = "RETREAT", Request = "REQUEST",
        Accuse = "ACCUSE", Reject = "REJECT", Threaten = "THREATEN", Protest = "PROTEST",
        Sanction = "SANCTION", Mobilize = "MOBILIZE", Coerce = "COERCE", Assault = "ASSAULT",
    }
}

values! {
    /// The four classes that PLOVER types fall into.
    QuadClass {
        /// Words that bring closer.
        VerbalCooperation = "verbal cooperation",
        /// Acts that bring closer.
        MaterialCooperation = "material cooperation",
        /// Words that set apart.
        VerbalConflict = "verbal conflict",
        /// Acts that set apart.
        MaterialConflict = "material conflict",
    }
}

values! {
    /// Modes: finer kinds of act within a type.
    #[allow(missing_docs)]
    Mode {
        Visit = "visit", ThirdParty = "third-party", Multilateral = "multilateral",
        Phone = "phone", Withdraw = "withdraw", Release = "release", Disarm = "disarm",
        Ceasefire = "ceasefire", Access = "access", Resign = "resign", Assist = "assist",
        Change = "change", Yield = "yield", Meet = "meet", Disapprove = "disapprove",
        Investigate = "investigate", Allege = "allege", Restrict = "restrict",
        Arrest = "arrest", Relations = "relations", Expel = "expel", Territory = "territory",
        Violence = "violence", Demo = "demo", Riot = "riot", Strike = "strike",
        Hunger = "hunger", Boycott = "boycott", Obstruct = "obstruct",
        Vandalize = "vandalize", Convict = "convict", Discontinue = "discontinue",
        Troops = "troops", Weapons = "weapons", Police = "police", Militia = "militia",
        Seize = "seize", Censor = "censor", Curfew = "curfew", MartialLaw = "martial-law",
        Deport = "deport", Withhold = "withhold", Misinformation = "misinformation",
        Cyber = "cyber", Abduct = "abduct", Beat = "beat", Torture = "torture",
        Sexual = "sexual", Targeted = "targeted", Destroy = "destroy",
        Primitive = "primitive", Firearms = "firearms", Explosives = "explosives",
        SuicideAttack = "suicide-attack", Aerial = "aerial", Drone = "drone",
        HeavyWeapons = "heavy-weapons", CrowdControl = "crowd-control",
        Unconventional = "unconventional",
    }
}

impl QuadClass {
    /// Whether the acts of the class are words.
    pub fn is_verbal(self) -> bool {
        matches!(self, QuadClass::VerbalCooperation | QuadClass::VerbalConflict)
    }
}

impl EventType {
    /// The quad class of the type.
    pub fn quad_class(self) -> QuadClass {
        use EventType::*;
        match self {
            Agree | Consult | Support | Concede => QuadClass::VerbalCooperation,
            Cooperate | Aid | Retreat => QuadClass::MaterialCooperation,
            Request | Accuse | Reject | Threaten => QuadClass::VerbalConflict,
            Protest | Sanction | Mobilize | Coerce | Assault => QuadClass::MaterialConflict,
        }
    }

    /// The modes that belong to the type; empty where it has none.
    pub fn modes(self) -> &'static [Mode] {
        use Mode::*;
        match self {
            EventType::Agree
            | EventType::Support
            | EventType::Concede
            | EventType::Cooperate
            | EventType::Aid => &[],
            EventType::Consult => &[Visit, ThirdParty, Multilateral, Phone],
            EventType::Retreat => &[Withdraw, Release, Disarm, Ceasefire, Access, Resign],
            EventType::Request | EventType::Reject => &[Assist, Change, Yield, Meet],
            EventType::Accuse => &[Disapprove, Investigate, Allege],
            EventType::Threaten => &[Restrict, Arrest, Relations, Expel, Territory, Violence],
            EventType::Protest => &[Demo, Riot, Strike, Hunger, Boycott, Obstruct, Vandalize],
            EventType::Sanction => &[Convict, Expel, Withdraw, Discontinue],
            EventType::Mobilize => &[Troops, Weapons, Police, Militia],
            EventType::Coerce => &[
                Seize,
                Restrict,
                Censor,
                Curfew,
                MartialLaw,
                Arrest,
                Deport,
                Withhold,
                Misinformation,
                Cyber,
            ],
            EventType::Assault => &[
                Abduct,
                Beat,
                Torture,
                Sexual,
                Targeted,
                Destroy,
                Primitive,
                Firearms,
                Explosives,
                SuicideAttack,
                Aerial,
                Drone,
                HeavyWeapons,
                CrowdControl,
                Unconventional,
            ],
        }
    }
}
