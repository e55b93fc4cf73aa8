using System.Text.Json;
using Agent.Conversations;
using Agent.Host.Chat;
using Agent.Host.Tests.Cards;
using Agent.Plugins;
using Agent.Plugins.Payments;

namespace Agent.Host.Tests;

public sealed class PipedChatTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Database => _folder.File("agent.db");

    [Fact]
    public async Task A_sentence_and_a_yes_end_in_the_same_paid_order_at_the_door_in_every_language()
    {
        foreach (var language in Enum.GetValues<Language>())
        {
            var database = _folder.File($"{language}.db");
            var run = await AgentProcess.RunAsync([Sentences.Order(language), Sentences.Yes(language)], "--db", database, "--speed", "3600");
            run.ExitCode.ShouldBe(ExitCode.Done, run.ToString());
            run.Output.ShouldContain(Samples.Words(language)["state.delivered"]);
            run.Output.ShouldNotContain('\u001b');
            run.Errors.ShouldBe("");
            await StoredConversation.ShouldHoldTheMainOrderAsync(database);
        }
    }

    [Fact]
    public async Task Yes_but_make_it_three_pays_nothing_and_asks_anew()
    {
        var run = await RunAsync([Sentences.Order(Language.English), Sentences.YesButThree(Language.English)]);

        run.ExitCode.ShouldBe(ExitCode.ConsentLeftOpen, run.ToString());
        var events = await EventsAsync();
        events.OfType<ConsentResolved>().Select(r => r.Outcome).ShouldAllBe(o => o is ConsentOutcome.Declined);
        var asked = events.OfType<ConsentRequested>().Select(r => r.Asked).Cast<PaymentAsked>().ToArray();
        asked.Select(a => a.Quote.Lines[0].Quantity).ShouldBe([2, 3]);
        run.Output.ShouldContain(Samples.Words(Language.English)["consent.left_open"]);
    }

    [Fact]
    public async Task A_yes_of_its_own_process_pays_nothing_by_m_and_pays_where_the_question_is_asked_again()
    {
        var asked = await RunAsync(["ja"], "-m", Sentences.Order(Language.German));
        asked.ExitCode.ShouldBe(ExitCode.ConsentLeftOpen, asked.ToString());
        asked.Output.ShouldContain(Samples.Words(Language.German)["consent.left_open"]);
        var elsewhere = await RunAsync([], "-m", "ja");
        elsewhere.ExitCode.ShouldBe(ExitCode.ConsentLeftOpen, elsewhere.ToString());

        var here = await RunAsync(["ja"]);
        here.ExitCode.ShouldBe(ExitCode.Done, here.ToString());
        here.Output.ShouldContain("bezahlen? [j/N] ja\n", customMessage: "it goes on in the language of the conversation");
        (await EventsAsync()).OfType<ConsentResolved>().Count(r => r.Outcome is ConsentOutcome.Paid).ShouldBe(1);
    }

    [Fact]
    public async Task Json_is_one_event_a_line_and_never_takes_a_typed_yes()
    {
        var run = await RunAsync([Sentences.Order(Language.English), "yes"], "--output", "json");

        run.ExitCode.ShouldBe(ExitCode.ConsentLeftOpen, run.ToString());
        run.Output.ShouldNotContain('\u001b');
        var events = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonSerializer.Deserialize(l, AgentJson.Relaxed.TurnEvent)!).ToArray();
        events.Length.ShouldBeGreaterThan(5);
        events.Select(e => e.Number).ShouldBeInOrder();
        events.OfType<ConsentRequested>().ShouldNotBeEmpty();
        events.OfType<ConsentResolved>().ShouldNotContain(r => r.Outcome is ConsentOutcome.Paid);
        run.Errors.Trim().ShouldBe(Samples.Words(Language.English)["consent.left_open"]);
    }

    [Fact]
    public async Task What_the_console_does_itself_leaves_the_question_open_but_the_next_line_no_answer()
    {
        var export = _folder.File("chat.jsonl");
        var run = await RunAsync([Sentences.Order(Language.English), "/basket", "/nonsense", $"/export {export}", "yes"]);

        run.ExitCode.ShouldBe(ExitCode.ConsentLeftOpen, run.ToString());
        run.Output.ShouldContain("There is no /nonsense. There are /help /new /history /basket /orders /lang /export /exit.");
        File.ReadAllLines(export).Select(l => JsonSerializer.Deserialize(l, AgentJson.Relaxed.TurnEvent)).OfType<ConsentRequested>().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_conversation_is_saved_for_reading_and_never_over_another_file()
    {
        var file = _folder.File("chat.md");
        var run = await RunAsync(["hello", $"/export {file}", $"/export {file}", "/lang de", "/help"]);

        run.ExitCode.ShouldBe(ExitCode.Done, run.ToString());
        File.ReadAllText(file).ShouldStartWith("```text\n> hello\n");
        run.Output.ShouldContain($"{file} is there already");
        run.Output.ShouldContain("Alles andere geht an den Agenten.");
    }

    [Fact]
    public async Task The_world_goes_on_in_a_process_of_its_own()
    {
        using var world = AgentProcess.Start(AgentProcess.Folder, "sandbox", "--urls", "http://127.0.0.1:0", "--speed", "3600");
        try
        {
            var said = (await world.StandardOutput.ReadLineAsync())!;
            var url = said[said.LastIndexOf("http", StringComparison.Ordinal)..];
            var run = await AgentProcess.RunAsync([Sentences.Order(Language.English), "yes"], "--db", Database, "--world", url);
            run.ExitCode.ShouldBe(ExitCode.Done, run.ToString());
            run.Output.ShouldContain("delivered. Enjoy!");
        }
        finally
        {
            world.Kill();
        }
    }

    public void Dispose() => _folder.Dispose();

    private Task<AgentRun> RunAsync(IEnumerable<string> lines, params string[] arguments) =>
        AgentProcess.RunAsync(lines, ["--db", Database, "--speed", "3600", .. arguments]);

    private Task<IReadOnlyList<TurnEvent>> EventsAsync() => StoredConversation.ReadAsync(Database);
}
