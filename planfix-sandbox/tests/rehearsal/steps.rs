//! The calls of a rehearsal, and what each leaves in the store.

use crate::caller::Caller;
use crate::check::agrees;
use planfix_api::{
    ActionId, ContactId, FileId, Method, TaskId, UserGroupId, action, contact, file, task, user, user_group,
};
use planfix_sandbox::{ObjectId, Sandbox};

#[derive(Debug, Clone, Copy)]
enum Step {
    AddContact,
    AddTask,
    AddAction,
    AddGroup,
    UpdateContact,
    UpdateTask,
    UpdateGroup,
    DeleteContact,
    DeleteAction,
    UpdateAction,
    ListTasks,
    GetContact,
    GetUser,
    Download,
}

/// Every step; a rehearsal has each twice.
const STEPS: [Step; 14] = [
    Step::AddContact,
    Step::AddTask,
    Step::AddAction,
    Step::AddGroup,
    Step::UpdateContact,
    Step::UpdateTask,
    Step::UpdateGroup,
    Step::DeleteContact,
    Step::DeleteAction,
    Step::UpdateAction,
    Step::ListTasks,
    Step::GetContact,
    Step::GetUser,
    Step::Download,
];

/// The steps of a rehearsal in the order of its seed, and the objects that they need.
pub(crate) struct Plan {
    name: String,
    steps: Vec<Step>,
    contacts: [ContactId; 2],
    actions: [ActionId; 2],
    edited: ActionId,
}

impl Plan {
    pub(crate) fn new(sandbox: &Sandbox, faults: &str, seed: u64) -> Self {
        let contact = || sandbox.carry_out(&contact::add::Request::new().name("Old")).unwrap().id;
        let action = || sandbox.carry_out(&comment("Old")).unwrap().id;
        Self {
            name: format!("{faults}, seed {seed}"),
            steps: shuffled(seed),
            contacts: [contact(), contact()],
            edited: action(),
            actions: [action(), action()],
        }
    }

    /// Makes all calls, and checks each. In the end, whatever was acknowledged must still be there.
    pub(crate) fn run<C: Caller>(&self, sandbox: &Sandbox, caller: &C) {
        let mut run = Run {
            sandbox,
            caller,
            place: String::new(),
            marker: String::new(),
            acknowledged: Vec::new(),
        };
        let mut contacts = self.contacts.iter();
        let mut actions = self.actions.iter();
        for (number, step) in self.steps.iter().enumerate() {
            run.place = format!("{}, call {number}, {step:?}", self.name);
            // The point keeps "Marker 1." apart from "Marker 12.".
            run.marker = format!("Marker {number}.");
            let mark = run.marker.clone();
            match step {
                Step::AddContact => run.add(&contact::add::Request::new().name(mark), |made| made.id),
                Step::AddTask => run.add(&task::add::Request::new(mark), |made| made.id),
                Step::AddAction => run.add(&comment(&mark), |made| made.id),
                Step::AddGroup => run.add(&user_group::add::Request::new(mark), |made| made.id),
                Step::UpdateContact => {
                    let id = ContactId(1);
                    run.change(&contact::update::Request::new(id).name(mark), id);
                }
                Step::UpdateTask => run.change(&task::update::Request::new(TaskId(1)).title(mark), TaskId(1)),
                Step::UpdateGroup => {
                    let id = UserGroupId(1);
                    run.change(&user_group::update::Request::new(id, mark), id);
                }
                Step::UpdateAction => {
                    let request = action::update::Request::new(self.edited).description(mark);
                    run.change(&request, self.edited);
                }
                Step::DeleteContact => {
                    let id = *contacts.next().unwrap();
                    run.delete(&contact::delete::Request::new(id), id);
                }
                Step::DeleteAction => {
                    let id = *actions.next().unwrap();
                    run.delete(&action::delete::Request::new(id), id);
                }
                Step::ListTasks => run.read(&task::get_list::Request::new()),
                Step::GetContact => run.read(&contact::get::Request::new(ContactId(1))),
                Step::GetUser => run.read(&user::get::Request::new()),
                Step::Download => run.read(&file::download::Request::new(FileId(1))),
            }
        }
        for is_there in run.acknowledged {
            is_there(sandbox);
        }
    }
}

type Check = Box<dyn Fn(&Sandbox)>;

/// The state of a rehearsal.
struct Run<'a, C> {
    sandbox: &'a Sandbox,
    caller: &'a C,
    place: String,
    /// The text in the object that the call creates or changes.
    marker: String,
    /// Checks that what was acknowledged is there.
    acknowledged: Vec<Check>,
}

impl<C: Caller> Run<'_, C> {
    /// Makes a call, and returns its response and how many times it was carried out.
    fn call<M: Method>(&self, request: &M) -> (Option<M::Response>, usize) {
        self.sandbox.clear_calls();
        let result = self.caller.call(request);
        let times = agrees(self.sandbox, M::METHOD, &result, &self.place);
        (result.ok(), times)
    }

    fn read<M: Method>(&self, request: &M) {
        self.call(request);
    }

    fn add<M: Method, I: ObjectId + Copy + 'static>(&mut self, request: &M, id: impl Fn(M::Response) -> I) {
        let (response, times) = self.call(request);
        let all = self.sandbox.all_stored::<I>().unwrap();
        let stored = all.iter().filter(|object| object.to_string().contains(&self.marker));
        assert_eq!(stored.count(), times, "{}", self.place);
        if let Some(response) = response {
            let (id, marker, place) = (id(response), self.marker.clone(), self.place.clone());
            self.acknowledged.push(Box::new(move |sandbox| {
                assert!(has(sandbox, id, &marker), "the acknowledged object is missing: {place}");
            }));
        }
    }

    fn change<M: Method, I: ObjectId>(&self, request: &M, id: I) {
        let (_, times) = self.call(request);
        assert_eq!(has(self.sandbox, id, &self.marker), times > 0, "{}", self.place);
    }

    fn delete<M: Method, I: ObjectId>(&self, request: &M, id: I) {
        let (response, times) = self.call(request);
        let is_gone = self.sandbox.stored(id).unwrap().is_none();
        assert_eq!(is_gone, times > 0, "{}", self.place);
        assert!(is_gone || response.is_none(), "{}", self.place);
    }
}

fn has<I: ObjectId>(sandbox: &Sandbox, id: I, text: &str) -> bool {
    let stored = sandbox.stored(id).unwrap();
    stored.is_some_and(|object| object.to_string().contains(text))
}

fn comment(text: &str) -> action::add::Request {
    let on_task = action::add::Target::Task(action::add::OnTask::new(TaskId(1)));
    action::add::Request::new(on_task).description(text)
}

/// Returns the steps in an order that depends on the seed: a shuffle by Fisher and Yates with a multiplicative
/// generator.
fn shuffled(seed: u64) -> Vec<Step> {
    let mut steps = [STEPS, STEPS].concat();
    let mut state = seed;
    for last in (1..steps.len()).rev() {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let other = (state >> 33) % (last as u64 + 1);
        steps.swap(last, usize::try_from(other).unwrap());
    }
    steps
}
