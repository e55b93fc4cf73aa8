using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Agent.Host.Chat;
using Agent.Plugins.Storage;
using Microsoft.Data.Sqlite;

namespace Agent.Host.Tests;

/// <summary>What cannot work says so in one line, says what to change, and shows no stack.</summary>
public sealed class BadStartTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("--bogus", "--bogus")]
    [InlineData("--output xml", "xml")]
    [InlineData("--lang fr", "fr")]
    [InlineData("--speed fast", "'fast' is not a speed")]
    [InlineData("--speed -1", "'-1' is not a speed")]
    [InlineData("--now yesterday", "'yesterday' is not a time")]
    [InlineData("--world here", "'here' is not an address")]
    [InlineData("--seed x", "'x' is not a seed")]
    [InlineData("--fault rain -m hello --db :memory:", "platform-down")]
    [InlineData("--fault platform-down:nobody -m hello --db :memory:", "lotus-go")]
    [InlineData("sandbox --fault rain", "\"rain\"")]
    [InlineData("sandbox --urls here", "\"here\"")]
    [InlineData("--world http://127.0.0.1:1 --fault platform-down", "--fault belongs to the world")]
    [InlineData("--world http://127.0.0.1:1 --speed 2", "--speed belongs to the world")]
    [InlineData("chat --world http://127.0.0.1:1 --now 2026-02-06T12:00", "--now belongs to the world")]
    [InlineData("-m", "-m")]
    [InlineData("--no-input", "give a message with -m")]
    [InlineData("nonsense", "nonsense")]
    [InlineData("sandbox --output json", "--output")]
    public async Task Misuse_is_told_in_one_line(string arguments, string says)
    {
        var run = await AgentProcess.RunAsync([], arguments.Split(' '));
        run.ExitCode.ShouldBe(ExitCode.Usage, run.ToString());
        OneLine(run).ShouldContain(says);
        run.Output.ShouldBe("");
    }

    [Fact]
    public async Task A_damaged_database_is_left_alone()
    {
        var path = _folder.File("agent.db");
        var garbage = new byte[8192];
        Array.Fill(garbage, (byte)'x');
        await File.WriteAllBytesAsync(path, garbage);
        (await FailAsync()).ShouldContain("is damaged or is not a database");
        (await File.ReadAllBytesAsync(path)).ShouldBe(garbage);
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_left_alone()
    {
        await SqliteDatabase.Open(_folder.File("agent.db")).DisposeAsync();
        Execute("PRAGMA user_version=9999").Dispose();
        (await FailAsync()).ShouldContain("has version 9999");
    }

    [Fact]
    public async Task A_database_of_another_program_is_left_alone()
    {
        Execute("PRAGMA application_id=1; PRAGMA user_version=1").Dispose();
        (await FailAsync()).ShouldContain("belongs to another program");
    }

    [UnprivilegedFact]
    public async Task A_database_that_cannot_be_written_to_is_named_and_left_alone()
    {
        var path = _folder.File("agent.db");
        await AgentProcess.RunAsync([], "--db", path, "-m", "hello");
        var before = await File.ReadAllBytesAsync(path);
        Unprivileged.TakeRights(_folder.Path);
        try
        {
            var run = await Unprivileged.RunAsync("--db", path, "-m", "hello");
            run.ExitCode.ShouldBe(ExitCode.Failed, run.ToString());
            OneLine(run).ShouldContain("cannot be written to. Change its permissions, or choose another file with --db.");
        }
        finally
        {
            Unprivileged.GiveRights(_folder.Path);
        }

        (await File.ReadAllBytesAsync(path)).ShouldBe(before);
    }

    [Fact]
    public async Task A_locked_database_says_who_may_hold_it()
    {
        using var connection = Execute("PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE t (x)");
        (await FailAsync()).ShouldContain("is in use by another program");
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_named()
    {
        await File.WriteAllTextAsync(_folder.File("file"), "");
        var run = await AgentProcess.RunAsync([], "--db", Path.Combine(_folder.File("file"), "agent.db"), "-m", "hello");
        run.ExitCode.ShouldBe(ExitCode.Failed, run.ToString());
        OneLine(run).ShouldContain("cannot be opened");
    }

    [Theory]
    [InlineData("prompts", "console.de.yaml", "line 3")]
    [InlineData("data", "options.yaml", "line 3")]
    public async Task A_broken_file_is_named_with_its_line(string folder, string file, string says)
    {
        var program = CopyProgram();
        var path = Path.Combine(program, folder, file);
        var lines = await File.ReadAllLinesAsync(path);
        lines[2] = "}: [broken";
        await File.WriteAllLinesAsync(path, lines);

        var run = await AgentProcess.RunAsync(program, [], "--db", _folder.File("agent.db"), "-m", "hello");
        run.ExitCode.ShouldBe(ExitCode.Failed, run.ToString());
        var line = OneLine(run);
        line.ShouldContain(Path.GetFileName(path));
        line.ShouldContain(says);
    }

    [Fact]
    public async Task A_world_that_is_not_there_is_named()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        free.Stop();
        (await FailAsync("--world", url)).ShouldContain(url);
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        var run = await AgentProcess.RunAsync([], "sandbox", "--urls", "http://127.0.0.1:" + port);
        run.ExitCode.ShouldBe(ExitCode.Failed, run.ToString());
        OneLine(run).ShouldContain(port);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<string> FailAsync(params string[] arguments)
    {
        var run = await AgentProcess.RunAsync([], ["--db", _folder.File("agent.db"), "-m", "hello", .. arguments]);
        run.ExitCode.ShouldBe(ExitCode.Failed, run.ToString());
        run.Output.ShouldBe("");
        return OneLine(run);
    }

    private static string OneLine(AgentRun run)
    {
        run.Errors.ShouldStartWith("agent: ");
        return run.Errors.Trim().Split('\n').ShouldHaveSingleItem();
    }

    private SqliteConnection Execute(string sql)
    {
        var connection = new SqliteConnection($"Data Source={_folder.File("agent.db")};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
        return connection;
    }

    private string CopyProgram()
    {
        var target = _folder.File("program");
        foreach (var file in Directory.GetFiles(AgentProcess.Folder, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(AgentProcess.Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return target;
    }
}
