%% Runs the scripts of a file. Writes one line for the start of each tree, one for each
%% step, and one for the stop of what is left: seed, answer, log and state, with tabs
%% between them. The log has a +id for each child started, !id for each start that
%% failed, and -id for each child stopped by its supervisor.
%%
%% A line is written when nothing goes on any more. A supervisor deals with what has
%% happened to it before it answers; so that is when all supervisors have answered, no
%% child is restarting, and no process is dead that its supervisor believes alive.
-module(otp_driver).

-export([main/2]).

main(Scripts, Answers) ->
    logger:set_primary_config(level, none),
    {ok, Terms} = file:consult(Scripts),
    {ok, Out} = file:open(Answers, [write, raw, delayed_write]),
    [run_alone(Script, Out) || Script <- Terms],
    ok = file:close(Out).

run_alone(Script, Out) ->
    {Pid, Monitor} = spawn_monitor(fun() -> exit({done, run(Script)}) end),
    receive
        {'DOWN', Monitor, process, Pid, {done, Lines}} -> ok = file:write(Out, Lines);
        {'DOWN', Monitor, process, Pid, Reason} -> exit({Script, Reason})
    end.

run({Seed, Failures, Tree, Steps}) ->
    process_flag(trap_exit, true),
    Run = otp_run:new(),
    [step(Run, Failure) || Failure <- Failures],
    {Started, Root} = case otp_tree:start_link(Run, Tree) of
        {ok, Pid} -> {ok, Pid};
        Error -> {answer(Error), none}
    end,
    {Line, State} = observe(Run, Root, Started, 0),
    Lines = [Line | steps(Run, Root, Steps, State)],
    otp_run:delete(Run),
    [[integer_to_list(Seed), $\t, L] || L <- Lines].

%% One more step when the tree has ended.
steps(_Run, none, _Steps, _State) ->
    [];
steps(Run, _Root, [Step | _], "dead") ->
    [line(step(Run, Step), [], "dead")];
steps(Run, Root, [Step | Steps], _State) ->
    From = otp_run:log(Run),
    Answer = step(Run, Step),
    {Line, State} = observe(Run, Root, Answer, From),
    [Line | steps(Run, Root, Steps, State)];
steps(_Run, _Root, [], "dead") ->
    [];
steps(Run, Root, [], _State) ->
    From = otp_run:log(Run),
    exit(Root, shutdown),
    receive {'EXIT', Root, shutdown} -> ok end,
    {Line, "dead"} = observe(Run, Root, stopped, From),
    [Line].

%% What a step does, and the answer.

step(Run, {fail, Id, Times}) ->
    otp_run:fail(Run, Id, Times),
    ok;
step(Run, {crash, Id}) ->
    ended(Run, Id, crash);
step(Run, {exit, Id}) ->
    ended(Run, Id, normal);
step(Run, {together, SupervisorId, Id1, Id2}) ->
    case [restarted(Run, SupervisorId, Id) || Id <- [Id1, Id2]] of
        [{Supervisor, Pid1}, {Supervisor, Pid2}] ->
            sys:suspend(Supervisor),
            stop(Pid1, crash),
            stop(Pid2, crash),
            sys:resume(Supervisor),
            ok;
        _ ->
            skipped
    end;
step(Run, {held, Id, Operation}) ->
    case restarted(Run, element(2, Operation), Id) of
        {Supervisor, Pid} -> held(Run, Id, Supervisor, Pid, request(Run, Operation));
        none -> skipped
    end;
step(Run, Operation) ->
    case otp_run:supervisor(Run, element(2, Operation)) of
        {Pid, _} ->
            try answer(gen_server:call(Pid, request(Run, Operation), infinity))
            catch exit:{_Reason, _Call} -> noproc
            end;
        none ->
            noproc
    end.

%% A child that runs and would be restarted after a crash, with its supervisor.
restarted(Run, SupervisorId, Id) ->
    case {otp_run:supervisor(Run, SupervisorId), otp_run:worker(Run, Id)} of
        {{Supervisor, _}, Pid} when is_pid(Pid) ->
            case supervisor:get_childspec(Supervisor, Id) of
                {ok, #{restart := temporary}} -> none;
                {ok, _Spec} -> {Supervisor, Pid}
            end;
        _ ->
            none
    end.

ended(Run, Id, Reason) ->
    case otp_run:worker(Run, Id) of
        none -> skipped;
        Pid -> stop(Pid, Reason)
    end.

stop(Pid, Reason) ->
    Monitor = monitor(process, Pid),
    gen_server:cast(Pid, Reason),
    receive {'DOWN', Monitor, process, Pid, Reason} -> ok end.

%% The restart of a crashed child hangs, a request arrives, then the start fails.
held(Run, Id, Supervisor, Child, Request) ->
    Monitor = monitor(process, Supervisor),
    otp_run:hold(Run, Id, Supervisor),
    stop(Child, crash),
    receive
        {held, Starting} ->
            demonitor(Monitor, [flush]),
            RequestId = gen_server:send_request(Supervisor, Request),
            {message_queue_len, Waiting} = process_info(Supervisor, message_queue_len),
            true = Waiting > 0,
            Starting ! release,
            {reply, Reply} = gen_server:receive_response(RequestId, infinity),
            answer(Reply);
        {'DOWN', Monitor, process, Supervisor, _Reason} ->
            otp_run:unhold(Run, Id),
            escalated
    end.

%% The messages behind the functions of the module supervisor, so that one can be sent
%% without waiting for the answer. The children of a simple_one_for_one supervisor have
%% no names; a name that nobody has is a process that is not its child.
request(Run, {start, Supervisor, Child}) ->
    case otp_run:supervisor(Run, Supervisor) of
        {_, simple_one_for_one} -> {start_child, [element(2, Child)]};
        {_, _} -> {start_child, otp_tree:child_spec(Run, Child)}
    end;
request(Run, {terminate, Supervisor, Id}) ->
    case otp_run:supervisor(Run, Supervisor) of
        {_, simple_one_for_one} ->
            case otp_run:worker(Run, Id) of
                none -> {terminate_child, self()};
                Pid -> {terminate_child, Pid}
            end;
        {_, _} ->
            {terminate_child, Id}
    end;
request(_Run, {restart, _Supervisor, Id}) ->
    {restart_child, Id};
request(_Run, {delete, _Supervisor, Id}) ->
    {delete_child, Id}.

answer(ok) -> ok;
answer({ok, _Pid}) -> ok;
answer({error, {already_started, _Pid}}) -> already_started;
answer({error, Reason}) when is_atom(Reason) -> Reason;
answer({error, {bad_combination, _}}) -> bad_combination;
answer({error, Reason}) ->
    {planned, Id} = planned(Reason),
    "start_failed:" ++ atom_to_list(Id).

planned({planned, Id}) -> {planned, Id};
planned(Tuple) when is_tuple(Tuple) -> planned(tuple_to_list(Tuple));
planned([First | Rest]) ->
    case planned(First) of
        none -> planned(Rest);
        Found -> Found
    end;
planned(_) -> none.

%% The state, once it has come to rest.

observe(Run, Root, Answer, From) ->
    State = settled(Run, Root, none),
    {line(Answer, otp_run:log_from(Run, From), State), State}.

line(Answer, Log, State) ->
    io_lib:format("~s\t~s\t~s~n", [Answer, lists:join(" ", Log), State]).

settled(Run, Root, Before) ->
    case look(Run, Root) of
        Before when Before =/= none -> element(2, Before);
        Now -> settled(Run, Root, Now)
    end.

look(_Run, none) ->
    {0, "dead"};
look(Run, Root) ->
    case is_process_alive(Root) of
        true ->
            try {otp_run:log(Run), lists:flatten(state(Run, Root))}
            catch
                throw:restless -> none;
                exit:{_Reason, _Call} -> none
            end;
        false ->
            {otp_run:log(Run), "dead"}
    end.

state(Run, Supervisor) ->
    Id = otp_run:id(Run, Supervisor),
    Strategy = strategy(otp_run:supervisor(Run, Id)),
    Children = in_order(Run, Strategy, supervisor:which_children(Supervisor)),
    Counts = [Count || {_, Count} <- supervisor:count_children(Supervisor)],
    Shown = [child(Run, Child) || Child <- Children],
    io_lib:format("~s[~w ~w ~w ~w]{~s}", [Id] ++ Counts ++ [lists:join(", ", Shown)]).

strategy({_Pid, Strategy}) -> Strategy;
strategy(none) -> throw(restless).

%% OTP lists the last started first.
in_order(Run, simple_one_for_one, Children) ->
    lists:sort([{id_of(Run, Child), Child, Type, Modules} || {undefined, Child, Type, Modules} <- Children]);
in_order(_Run, _Strategy, Children) ->
    lists:reverse(Children).

id_of(_Run, restarting) -> throw(restless);
id_of(Run, Pid) -> otp_run:id(Run, Pid).

child(_Run, {_Id, restarting, _Type, _Modules}) ->
    throw(restless);
child(_Run, {Id, undefined, Type, _Modules}) ->
    io_lib:format("~s~s=stopped", [Id, mark(Type)]);
child(Run, {Id, Pid, Type, _Modules}) ->
    is_process_alive(Pid) orelse throw(restless),
    case Type of
        worker -> io_lib:format("~s=running", [Id]);
        supervisor -> io_lib:format("~s*=running ~s", [Id, state(Run, Pid)])
    end.

mark(worker) -> "";
mark(supervisor) -> "*".
